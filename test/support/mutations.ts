import { knownHeaders } from '#core/sip/header-names';

/**
 * Ways to write the same message differently. A rule that means what it says finds the same in all of them.
 * Each takes a text with LF line ends and without marks; `framing` turns a socket of the framing likewise.
 */
export interface Mutation {
  readonly name: string;
  text(text: string): string;
  socket?(socket: string): string;
}

export const mutations: readonly Mutation[] = [
  { name: 'CRLF', text: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'upper-case names', text: (text) => eachHeader(text, (name, value) => `${name.toUpperCase()}:${value}`) },
  { name: 'lower-case names', text: (text) => eachHeader(text, (name, value) => `${name.toLowerCase()}:${value}`) },
  { name: 'compact names', text: (text) => eachHeader(text, (name, value) => `${compactOf(name)}:${value}`) },
  { name: 'blanks around the colon', text: (text) => eachHeader(text, (name, value) => `${name} : ${value}`) },
  {
    name: 'folded values',
    text: (text) => eachHeader(text, (name, value) => (value.trim() === '' ? `${name}:${value}` : `${name}:\n ${value.trim()}`)),
  },
  { name: 'other order', text: reordered },
  { name: 'unknown header', text: (text) => text.replace('\n', '\nX-Unknown: "a;b,<c>" ;;, x\n') },
  {
    name: 'IPv6',
    text: (text) => splitHead(text, (head) => head.replace(ipv4, (address) => `[${ipv6Of(address)}]`)),
    socket: (socket) => socket.replace(ipv4, (address) => `[${ipv6Of(address)}]`),
  },
];

const header = /^([A-Za-z0-9\-.!%*_+`'~]+)[ \t]*:(.*)$/;
const ipv4 = /(?<![\d.\w-]|::ffff:)(?:\d{1,3}\.){3}\d{1,3}(?![\d.\w-])/g;

/** Changes the headers, not the start line and not the body. */
function splitHead(text: string, change: (head: string) => string): string {
  const blank = text.indexOf('\n\n');
  const end = blank < 0 ? text.trimEnd().length : blank;
  return change(text.slice(0, end)) + text.slice(end);
}

function eachHeader(text: string, write: (name: string, value: string) => string): string {
  return splitHead(text, (head) => {
    const [start, ...lines] = head.split('\n');
    return [start, ...lines.map((line) => line.replace(header, (_all, name: string, value: string) => write(name, value)))].join('\n');
  });
}

const compactOf = (name: string): string => knownHeaders.find((known) => known.name.toLowerCase() === name.toLowerCase())?.compact ?? name;

/** Headers in reverse, those of one name in their own order, since that has a meaning (RFC 3261 §7.3.1). Folded lines stay below theirs. */
function reordered(text: string): string {
  return splitHead(text, (head) => {
    const [start, ...lines] = head.split('\n');
    const groups = new Map<string, string[]>();
    let last: string[] = [];
    for (const line of lines) {
      const name = header.exec(line)?.[1]?.toLowerCase();
      if (name === undefined && last.length > 0) last[last.length - 1] += `\n${line}`;
      else {
        const key = name === undefined ? '' : (knownHeaders.find((known) => known.compact === name)?.name.toLowerCase() ?? name);
        last = groups.get(key) ?? [];
        last.push(line);
        groups.set(key, last);
      }
    }
    return [start, ...[...groups.values()].reverse().flat()].join('\n');
  });
}

/** Public stays public, private private, loopback loopback, and two addresses that differ still do. */
function ipv6Of(address: string): string {
  const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number];
  if (a === 127) return '::1';
  const tail = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  const isPrivate =
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128);
  return isPrivate ? `fd00::${tail}` : `2001:db8::${tail}`;
}
