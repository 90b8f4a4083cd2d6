import { isDigit } from './chars';

/** An address with a port as logs and Via write it. `host` has no brackets and is in lower case. */
export interface Socket {
  readonly host: string;
  readonly port?: number;
}

/** Reads `192.0.2.1:5061`, `[2001:db8::1]:5061`, `sip.example.com`. */
export function readSocket(text: string): Socket {
  const found = /^\[([^\]]*)\](?::(\d+))?$/.exec(text) ?? /^([^:]*)(?::(\d+))?$/.exec(text);
  if (!found) return { host: text.toLowerCase() };
  const host = (found[1] ?? '').toLowerCase();
  return found[2] === undefined ? { host } : { host, port: Number(found[2]) };
}

export const writeSocket = ({ host, port }: Socket): string => {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === undefined ? name : `${name}:${port}`;
};

/** A host as URIs and Via write it, without brackets and in lower case, so that two spellings of one host compare equal. */
export function hostName(host: string): string {
  const start = host.startsWith('[') ? 1 : 0;
  const end = host.endsWith(']') ? host.length - 1 : host.length;
  return (end - start < host.length ? host.slice(start, end) : host).toLowerCase();
}

// Most names end with a letter, and are asked for at every URI.
export const isIpv4 = (host: string): boolean => isDigit(host.charCodeAt(host.length - 1)) && /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
export const isIpv6 = (host: string): boolean => host.includes(':');
/** A literal, with or without brackets. */
export const isIpLiteral = (host: string): boolean => isIpv4(hostName(host)) || isIpv6(hostName(host));

export function isLoopback(host: string): boolean {
  const name = hostName(host);
  return name === 'localhost' || name === '::1' || (isIpv4(name) && name.startsWith('127.')) || name.startsWith('::ffff:127.');
}

/**
 * Private (RFC 1918, RFC 4193), shared (RFC 6598), link-local or loopback: an address that the other side of the internet cannot reach.
 * The documentation ranges (RFC 5737, RFC 3849) count as public.
 */
export function isPrivate(host: string): boolean {
  const name = hostName(host);
  if (isLoopback(name)) return true;
  if (isIpv6(name)) return /^f[cd][0-9a-f]{2}:/.test(name) || /^fe[89ab][0-9a-f]:/.test(name);
  if (!isIpv4(name)) return false;
  const a = Number.parseInt(name, 10);
  const b = Number.parseInt(name.slice(name.indexOf('.') + 1), 10);
  return (
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128)
  );
}

/** An IP literal that is not private. Names are neither public nor private: nobody asked DNS. */
export const isPublic = (host: string): boolean => isIpLiteral(host) && !isPrivate(host);
