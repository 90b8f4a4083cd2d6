import { isIpv6Address } from '../../sip/ipv6';
import type { Pseudonyms } from './pseudonyms';

/** What is known to name somebody, however it looks, and what stands for it. */
export type Tokens = ReadonlyMap<string, string>;

export interface TextRedaction {
  readonly tokens: Tokens;
  readonly names: Pseudonyms;
}

/** Replaces the tokens in a text, and all that looks like a user, a number, a host, an address or a digest. One pass over the text. */
export function textRedaction({ tokens, names }: TextRedaction): (text: string) => string {
  const phrases = [...tokens.keys()].filter((token) => !isWord(token));
  const words = [...tokens.keys()].filter(isWord);
  // A name of one word may be the first label of a host, and a host the first word of a company: so the longer kind goes first.
  const pattern = new RegExp([...oneOf('phrase', phrases), ...patterns, ...oneOf('word', words)].join('|'), 'gsu');
  const redact = (text: string) =>
    text.replace(pattern, (found: string, ...more: unknown[]) => tokens.get(found) ?? replaced(found, more.at(-1) as Groups, names));
  return (text) => {
    let before = 0;
    let shown = '';
    for (const { from, to, token } of cutTokens(text, tokens)) {
      shown += redact(text.slice(before, from)) + (tokens.get(token) ?? '');
      before = to;
    }
    return shown + redact(text.slice(before));
  };
}

const isWord = (token: string): boolean => /^[\p{L}\p{N}_.-]+$/u.test(token);

/** Named groups of the pattern. */
type Groups = {
  readonly [name in 'pem' | 'url' | 'uri' | 'tel' | 'hex' | 'ipv6' | 'ipv4' | 'number' | 'file' | 'host']?: string;
} & { readonly [name in 'urlScheme' | 'authority' | 'path' | 'uriScheme' | 'inUri' | 'user']?: string };

function replaced(found: string, groups: Groups, names: Pseudonyms): string {
  const { pem, url, uri, tel, hex, ipv6, ipv4, number, file, host } = groups;
  if (pem !== undefined) return '(PEM left out)';
  if (url !== undefined) return urlOf(groups, names);
  if (uri !== undefined) return `${groups.uriScheme ?? ''}${names.user(decoded(groups.inUri ?? groups.user ?? ''))}@`;
  if (tel !== undefined) return `tel:${names.number(tel)}`;
  if (hex !== undefined) return names.hex(hex);
  if (ipv6 !== undefined) return isIpv6Address(ipv6.replace(/%.*$/s, '')) ? names.ipv6(ipv6) : found;
  if (ipv4 !== undefined) return names.ipv4(ipv4);
  if (number !== undefined) return names.number(number);
  if (file !== undefined) return names.other('file', file);
  return host === undefined || isFileName(host) ? found : names.host(host);
}

function urlOf({ urlScheme = '', authority = '', path = '' }: Groups, names: Pseudonyms): string {
  const [, host = '', port = ''] = /^(?:[^@]*@)?(\[[^\]]*\]|[^:]*)(.*)$/s.exec(authority) ?? [];
  const isV4 = /^\d+\.\d+\.\d+\.\d+$/.test(host);
  const shown = host.startsWith('[') ? `[${names.ipv6(host.slice(1, -1))}]` : isV4 ? names.ipv4(host) : names.host(host);
  return `${urlScheme}${shown}${/^:\d+$/.test(port) ? port : ''}${path.length > 1 ? `/${names.other('path', path)}` : path}`;
}

const word = String.raw`[\p{L}\p{N}_]`;
const label = String.raw`${word}(?:[\p{L}\p{N}_-]{0,61}${word})?`;
const octet = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const atStart = String.raw`(?<![\p{L}\p{N}_-])`;
const atEnd = String.raw`(?![\p{L}\p{N}_-])`;
const digitPair = '[0-9a-fA-F]{2}';

/** In the order in which they are tried. Repetitions have bounds, and a long word is looked at from its beginning only. */
const patterns: readonly string[] = [
  '(?<pem>-----BEGIN [A-Z0-9 ]{1,40}-----.*?(?:-----END [A-Z0-9 ]{1,40}-----|$))',
  String.raw`${atStart}(?<url>(?<urlScheme>(?:https?|ldaps?|ftp|wss?):\/\/)(?<authority>[^\s\/"'<>()?#]{1,300})(?<path>(?:[^\s"'<>()]{0,2000}[^\s"'<>().,;:!?])?))`,
  String.raw`(?<uri>(?:${atStart}(?<uriScheme>sips?:|mailto:)(?<inUri>[^\s@<>":]{1,256})|(?<![\p{L}\p{N}_.+%-])(?<user>[^\s@<>"'():;,=\[\]\/\\]{1,256}))(?::[^\s@<>"]{0,256})?@(?=[\p{L}\p{N}\[]))`,
  String.raw`${atStart}tel:(?<tel>\+?[\d().-]{2,32})`,
  `${atStart}(?<hex>(?:${digitPair}:){7,}${digitPair}|[0-9a-fA-F]{16,})${atEnd}`,
  String.raw`(?<![\p{L}\p{N}:.])(?<ipv6>[0-9a-fA-F]{0,4}:[0-9a-fA-F:]{1,37}(?:\d{1,3}(?:\.\d{1,3}){3})?(?:%[\w.-]{1,32})?)(?![\p{L}\p{N}:])`,
  // Identifiers of certificates may have three dots as well: 2.5.29.17.
  String.raw`(?<![\p{L}\p{N}_.-])(?!2\.5\.(?:4|29)\.)(?<ipv4>${octet}(?:\.${octet}){3})(?![\p{L}\p{N}_]|\.\d)`,
  String.raw`(?<![\p{L}\p{N}.])(?<number>\+\d[\d ()-]{5,20}\d)`,
  // Not /etc and /usr: the stores of systems, and what remedies speak of, have the same places everywhere.
  String.raw`(?<![\p{L}\p{N}\/.])(?<file>(?:\/(?:home|Users|root|srv|mnt|media|data|tmp|var)\/|[A-Za-z]:\\)[^\s'":;,]{1,500})`,
  String.raw`(?<![\p{L}\p{N}_.-])(?<host>(?:\*\.)?(?:${label}\.)+(?:xn--[a-z0-9-]{1,59}|\p{L}{2,63}))${atEnd}`,
];

/** Longest first, so that none is taken for a part of another. */
function oneOf(group: string, tokens: readonly string[]): string[] {
  if (tokens.length === 0) return [];
  const sorted = [...tokens].sort((a, b) => b.length - a.length);
  return [String.raw`(?<![\p{L}\p{N}])(?<${group}>${sorted.map(escaped).join('|')})(?![\p{L}\p{N}])`];
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

interface CutToken {
  readonly from: number;
  /** The place of the `…`. */
  readonly to: number;
  readonly token: string;
}

/** Sentences cut long names off: the beginning of a token with `…` behind it. */
function cutTokens(text: string, tokens: Tokens): CutToken[] {
  const found: CutToken[] = [];
  for (let to = text.indexOf('…'), before = 0; to >= 0; before = to, to = text.indexOf('…', to + 1))
    for (const token of tokens.keys()) {
      const from = startOfCut(text.slice(Math.max(before, to - token.length + 1), to), token);
      if (from === undefined) continue;
      found.push({ from: to - from, to, token });
      break;
    }
  return found;
}

/** How many characters at the end of a text are the beginning of a token, where they are enough of them to tell. */
function startOfCut(text: string, token: string): number | undefined {
  const head = token.slice(0, HEAD);
  if (head.length < HEAD) return undefined;
  let tries = 0;
  for (let from = text.indexOf(head); from >= 0 && tries < MOST_TRIES; from = text.indexOf(head, from + 1), tries++)
    if (token.startsWith(text.slice(from))) return text.length - from;
  return undefined;
}

const MOST_TRIES = 16;
const HEAD = 6;

const decoded = (user: string): string => {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
};

/** `agent.pem`, `kamailio.cfg`: what remedies speak of. */
const isFileName = (text: string): boolean =>
  /\.(?:pem|crt|cer|der|key|csr|p12|pfx|cfg|conf|xml|ini|lua|js|mjs|json|ts|c|h|go|rs|py|pl|sh|html|txt|log|md|so|data)$/i.test(text);
