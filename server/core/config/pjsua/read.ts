import { span } from '../../text/span';
import { TLS10, TLS12 } from '../../tls/versions';
import type { ConfigFile } from '../dialect';
import { fileRefOf } from '../file-ref';
import { numberOf } from '../keyed-lines';
import type { ConfigFacts, FilePlace, Peer, Switch, TlsProfile, Value } from '../model';
import { plainFacts } from '../plain-facts';
import { readSipAddress, type SipAddress } from '../sip-address';

/** What only rules about pjsua ask for: `own` of its facts. */
export interface PjsuaFacts {
  readonly kind: 'pjsua';
  readonly options: readonly Option[];
  readonly uris: readonly { readonly option: Option; readonly address: SipAddress }[];
}

/** `--option`, `--option=value`, `--option value`. */
export interface Option {
  readonly name: string;
  readonly place: FilePlace;
  readonly value?: Value;
  readonly whole: FilePlace;
}

export const pjsuaFacts = ({ product, own }: ConfigFacts): PjsuaFacts | undefined =>
  product === 'pjsua' ? (own as PjsuaFacts) : undefined;

export const optionOf = ({ options }: Pick<PjsuaFacts, 'options'>, name: string): Option | undefined =>
  options.findLast((each) => each.name === name);

/** Options without a value: what stands behind them is something else. */
const flags: ReadonlySet<string> = new Set([
  ...['use-tls', 'tls-verify-server', 'tls-verify-client', 'no-udp', 'no-tcp', 'ipv6', 'set-qos', 'publish', 'mwi', 'use-ims', 'use-timer'],
  ...[
    'use-ice',
    'ice-regular',
    'ice-trickle',
    'use-turn',
    'turn-tcp',
    'auto-loop',
    'auto-play',
    'auto-rec',
    'auto-conf',
    'null-audio',
    'no-vad',
  ],
  ...[
    'use-compact-form',
    'no-force-lr',
    'accept-redirect',
    'norefersub',
    'stdout-refresh',
    'no-stderr',
    'no-color',
    'light-bg',
    'video',
    'no-cli-console',
  ],
]);

export function readPjsua(file: ConfigFile): ConfigFacts {
  const options = optionsOf(file);
  const uris = options
    .filter(({ name }) => ['registrar', 'proxy', 'id', 'outbound', 'add-buddy'].includes(name))
    .flatMap((option) => {
      const address = option.value && readSipAddress(bare(option.value));
      return address ? [{ option, address }] : [];
    });
  const own: PjsuaFacts = { kind: 'pjsua', options, uris };
  const profile = profileOf(own);
  return {
    ...plainFacts(file, { dialect: 'pjsua-cfg', product: 'pjsua' }),
    profiles: profile ? [profile] : [],
    peers: uris.filter(({ option }) => option.name !== 'id').map(({ address }) => peerOf(address, own, profile)),
    settings: options.map(({ name, place, value, whole }) => ({
      key: `pjsua.${name}`,
      name: place,
      value: value ?? { text: '', place: { file: place.file, at: span(place.at.end, place.at.end) }, isKnown: true },
      whole,
      isInactive: false,
    })),
    own,
  };
}

/** `"Name" <sip:…>` is `sip:…`. */
function bare(value: Value): Value {
  const open = value.text.indexOf('<');
  const close = value.text.indexOf('>', open);
  if (open < 0 || close < 0) return value;
  const { file, at } = value.place;
  return { ...value, text: value.text.slice(open + 1, close), place: { file, at: span(at.start + open + 1, at.start + close) } };
}

/** Words between blanks; quotes hold blanks together, and `#` begins a comment at the start of a line. */
function optionsOf({ file, text }: ConfigFile): Option[] {
  const words: { text: string; start: number; end: number }[] = [];
  for (const match of text.matchAll(/^[ \t]*#[^\n]*|"[^"\n]*"|(?:[^\s"]|"[^"\n]*")+/gm)) {
    if (match[0].trimStart().startsWith('#')) continue;
    words.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  }
  const options: Option[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const [, name, equal = '', own] = /^--([\w-]+)(=)?([\s\S]*)$/.exec(word?.text ?? '') ?? [];
    if (!word || name === undefined) continue;
    const place = { file, at: span(word.start, word.start + 2 + name.length) };
    const next = words[index + 1];
    const takesNext = equal === '' && !flags.has(name) && next && !next.text.startsWith('--');
    const said = equal !== '' ? { text: own ?? '', start: word.end - (own ?? '').length, end: word.end } : takesNext ? next : undefined;
    if (takesNext) index++;
    options.push({
      name,
      place,
      ...(said && { value: valueOfWord(said, file) }),
      whole: { file, at: span(word.start, said?.end ?? word.end) },
    });
  }
  return options;
}

function valueOfWord({ text, start, end }: { readonly text: string; readonly start: number; readonly end: number }, file: string): Value {
  const isQuoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  return {
    text: isQuoted ? text.slice(1, -1) : text,
    place: { file, at: isQuoted ? span(start + 1, end - 1) : span(start, end) },
    isKnown: !/\$\{|\{\{|^\$[A-Z_]+$/.test(text),
  };
}

/** Without another mask, pjsip speaks TLS 1.0 to 1.2. */
function profileOf(own: PjsuaFacts): TlsProfile | undefined {
  const first = own.options.find(({ name }) => name === 'use-tls');
  if (!first) return undefined;
  const [certificate, key, ca] = [
    fileRefOf(optionOf(own, 'tls-cert-file')?.value, 'certificate'),
    fileRefOf(optionOf(own, 'tls-privkey-file')?.value, 'key'),
    fileRefOf(optionOf(own, 'tls-ca-file')?.value, 'ca'),
  ];
  const password = optionOf(own, 'tls-password')?.value;
  const flag = (name: string): { value: Switch; place?: FilePlace } => {
    const option = optionOf(own, name);
    return { value: option ? 'on' : 'off', ...(option && { place: option.place }) };
  };
  return {
    id: 'tls',
    place: first.place,
    role: 'both',
    match: {},
    ...(certificate && { certificate }),
    ...(key && { key }),
    ...(password && { keyPassword: password }),
    ...(ca && { ca: [ca] }),
    versions: { least: TLS10, most: TLS12 },
    verifiesPeer: flag('tls-verify-server'),
    requiresCertificate: flag('tls-verify-client'),
    comparesName: flag('tls-verify-server'),
    announced: [],
    sends: 'chain',
    isInactive: false,
  };
}

function peerOf(address: SipAddress, own: PjsuaFacts, profile: TlsProfile | undefined): Peer {
  const srtp = optionOf(own, 'use-srtp');
  const keying = numberOf(optionOf(own, 'srtp-keying')?.value) ?? 0;
  const isOn = (numberOf(srtp?.value) ?? 0) > 0;
  return {
    id: address.value.text,
    place: address.value.place,
    scheme: address.scheme,
    host: address.host,
    ...(address.port !== undefined && { port: address.port }),
    ...(address.transport !== undefined && { transport: address.transport }),
    carriedBy: address.scheme === 'sips' ? 'tls' : (address.transport ?? 'unknown'),
    direction: 'out',
    ...(profile && { profile: profile.id }),
    media: { value: isOn ? (keying === 1 ? 'dtls' : 'sdes') : 'none', ...(srtp?.value && { place: srtp.value.place }) },
  };
}
