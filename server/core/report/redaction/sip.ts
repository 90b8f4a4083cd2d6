import type { Pseudonyms } from './pseudonyms';

export const looksLikeSip = (text: string): boolean => /^(?:[A-Z]{2,20} \S{1,2000} SIP\/2\.0|SIP\/2\.0 \d{3})/.test(text);

/**
 * A SIP message that names nobody. Headers that say how the peer works stay, others lose their value, and so does the body: what vendors
 * put there can be anything. `redact` replaces what looks like a name in the rest.
 */
export function redactSip(message: string, { redact, names }: { redact: (text: string) => string; names: Pseudonyms }): string {
  const headEnd = /\r?\n\r?\n/.exec(message);
  const head = headEnd ? message.slice(0, headEnd.index) : message;
  const rest = headEnd ? message.slice(headEnd.index + headEnd[0].length) : '';
  const [start = '', ...lines] = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const shown = [redact(start), ...lines.map((line) => headerLine(line, { redact, names }))];
  return `${shown.join('\r\n')}\r\n\r\n${rest.trim() === '' ? '' : '(body left out)'}`;
}

function headerLine(line: string, { redact, names }: { redact: (text: string) => string; names: Pseudonyms }): string {
  const [, name = '', value = ''] = /^([\w.!%*+`'~-]+)[ \t]*:[ \t]*(.*)$/s.exec(line) ?? [];
  const key = name.toLowerCase();
  if (key === 'call-id' || key === 'i') return `${name}: ${names.other('call', value)}`;
  if (addresses.has(key)) return `${name}: ${redact(withoutDisplayNames(withoutTokens(value, names), names))}`;
  return told.has(key) ? `${name}: ${redact(value)}` : `${name === '' ? 'X' : name}: (left out)`;
}

/** Tags and branches are random, or made of the Call-ID and addresses. */
const withoutTokens = (value: string, names: Pseudonyms): string =>
  value
    .replaceAll(/(;\s{0,8}tag\s{0,8}=\s{0,8})([^;,\s>]{1,1000})/gi, (_all, before: string, tag: string) => before + names.other('tag', tag))
    .replaceAll(
      /(;\s{0,8}branch\s{0,8}=\s{0,8}(?:z9hG4bK)?)([^;,\s>]{1,1000})/gi,
      (_all, before: string, branch: string) => before + names.other('branch', branch),
    );

const withoutDisplayNames = (value: string, names: Pseudonyms): string =>
  value
    .replaceAll(/"((?:[^"\\]|\\.){0,1000})"(?=\s{0,8}<)/gs, (_all, name: string) => `"${names.other('name', name)}"`)
    .replaceAll(/(^|,)\s{0,8}([^\s"<>,:;][^"<>,:;]{0,1000})(?=<)/gs, (_all, before: string, name: string) =>
      `${before} ${names.other('name', name.trim())} `.trimStart(),
    );

const addresses: ReadonlySet<string> = new Set(
  'via v from f to t contact m route record-route path service-route p-asserted-identity remote-party-id'.split(' '),
);

const told: ReadonlySet<string> = new Set(
  [
    'accept accept-encoding accept-language allow allow-events u supported k require proxy-require unsupported cseq max-forwards',
    'content-length l content-type c expires min-expires session-expires x min-se date server user-agent warning reason retry-after timestamp',
  ].flatMap((row) => row.split(' ')),
);
