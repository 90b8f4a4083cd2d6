import { isIpLiteral } from '../sip/socket';

/** What is wrong with a server name as a hello carries it (RFC 6066 §3): nothing but a bare host name belongs there. */
export type ServerNameFault =
  | 'address'
  | 'final-dot'
  | 'uri'
  | 'port'
  | 'too-long'
  | 'character'
  /** No host name by the letter, and met in practice. */
  | 'underscore';

/** The first that applies; undefined where it is a host name. Letters are ASCII there: other scripts come as A-labels. */
export function serverNameFault(name: string): ServerNameFault | undefined {
  if (name.length > 255) return 'too-long';
  if (isAddress(name)) return 'address';
  if (/^sips?:|@|:\/\//i.test(name)) return 'uri';
  if (/^[^:]+:\d{1,5}$/.test(name)) return 'port';
  if (!/^[a-z0-9._-]+$/i.test(name)) return 'character';
  if (name.endsWith('.')) return 'final-dot';
  return name.includes('_') ? 'underscore' : undefined;
}

/** Dotted quads, and anything with the shape of an IPv6 address, with or without brackets. */
const isAddress = (name: string): boolean =>
  isIpLiteral(name) && (/^[\d.]+$/.test(name) || /^\[?[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*(?:%\w+)?\]?$/i.test(name));

/** The host name that was meant: without scheme, user, port, path and final dot; undefined where none is left. */
export function bareHost(name: string): string | undefined {
  if (serverNameFault(name) === 'address') return undefined;
  const host = name
    .slice(0, 1024)
    .trim()
    .replace(/^[a-z]+:(?:\/\/)?/i, (scheme) => (/^(?:sips?|https?|tls|wss?):/i.test(scheme) ? '' : scheme))
    .replace(/^[^@]*@/, '')
    .replace(/[:;/?].*$/s, '')
    .replace(/\.+$/, '');
  return host !== name && serverNameFault(host) === undefined ? host : undefined;
}
