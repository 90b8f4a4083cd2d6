import type { Certificate, Endpoint } from '../../../contracts';
import { writeSocket } from '../../sip/socket';

/** Values of a probe report in words, the same in every front end. Spaces are plain ones; whoever shows them may make them no-break. */

/** `1 certificate`, `1,702 bytes`. */
export const count = (number: number, word: string): string => `${grouped(number)} ${number === 1 ? word : `${word}s`}`;
export const addresses = (number: number): string => (number === 1 ? '1 address' : `${grouped(number)} addresses`);
/** `all 3 addresses`, `both addresses`. */
export const allAddresses = (number: number): string => (number === 2 ? 'both addresses' : `all ${addresses(number)}`);
/** `1,234`. The runtime's own way costs more than a handshake, the first time. */
export const grouped = (number: number): string => String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

/** `11 ms`, `1.4 s`. Below a millisecond one digit more, because a loopback answers in 0.3 ms. */
export function duration(ms: number): string {
  if (ms >= 1000) return `${Number((ms / 1000).toFixed(1))} s`;
  return `${ms < 1 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
}

/** `0.6 s`: of what is told in seconds however short it is. */
export const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(1))} s`;

/** Of an ISO time: `2026-12-04`; the text itself where it is no time. */
export const day = (time: string): string => (/^\d{4}-\d\d-\d\d/.test(time) ? time.slice(0, 10) : time);

/** `2026-11-22 19:40 UTC`, to the second where `precise`. */
export function utc(time: string, precise = false): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  return `${date
    .toISOString()
    .slice(0, precise ? 19 : 16)
    .replace('T', ' ')} UTC`;
}

/** `EC P-256`, `RSA 2048 bits`, `Ed25519`. */
export function keyWord({ type, bits, curve }: Certificate['key']): string {
  if (curve !== undefined && !type.startsWith('Ed')) return `${type} ${curve}`;
  return bits === undefined || type.startsWith('Ed') ? type : `${type} ${bits} bits`;
}

export const socketOf = ({ address, port }: Pick<Endpoint, 'address' | 'port'>): string => writeSocket({ host: address, port });

/** `192.0.2.1:5061 sip.example.com`: one endpoint of a report, also in the next run. */
export const endpointKey = (endpoint: Endpoint): string =>
  endpoint.serverName === null ? socketOf(endpoint) : `${socketOf(endpoint)} ${endpoint.serverName}`;

/**
 * What people call the owner of a distinguished name (RFC 4514): its common name, else its organisation, else all of it. Escapes are taken
 * back, so that who shows it can make hidden characters visible in his own way.
 */
export function commonName(name: string): string {
  const attributes = [...name.slice(0, 8192).matchAll(/([^\\,+=]*)=((?:[^\\,+]|\\.)*)(?:[,+]|$)/gs)];
  for (const wanted of ['CN', 'O', 'OU']) {
    const value = attributes.find(([, type]) => type?.trim().toUpperCase() === wanted)?.[2];
    if (value !== undefined && value !== '') return unescaped(value);
  }
  return name;
}

function unescaped(value: string): string {
  return value.replace(/(?:\\[0-9a-f]{2})+|\\(.)/gis, (text, plain: string | undefined) => {
    if (plain !== undefined) return plain;
    const bytes = Uint8Array.from(text.slice(1).split('\\'), (pair) => Number.parseInt(pair, 16));
    return new TextDecoder().decode(bytes);
  });
}

export type Validity = {
  readonly kind: 'valid' | 'soon' | 'expired' | 'not-yet' | 'unreadable';
  /** `11 days left`, `expired 3 days ago`, `valid from 2027-01-01`. */
  readonly text: string;
  /** Of the whole time, 0 to 1, how much has gone by. */
  readonly elapsed: number;
};

const DAY = 86_400_000;
/** A month is the notice that chain/expires-soon gives. */
const SOON_DAYS = 30;

/** For which moment the certificates of a report are judged. */
export const momentOf = ({ judgedAt, report }: { readonly judgedAt?: string; readonly report: { readonly time: string } }): Date =>
  new Date(judgedAt ?? report.time);

/** The dates of a certificate against a moment. */
export function validityOf({ notBefore, notAfter }: { readonly notBefore: string; readonly notAfter: string }, at: Date): Validity {
  const [start, end, now] = [timeOf(notBefore), timeOf(notAfter), at.getTime()];
  if (Number.isNaN(start) || Number.isNaN(end)) return { kind: 'unreadable', text: 'dates cannot be read', elapsed: 0 };
  const elapsed = end > start ? Math.min(1, Math.max(0, (now - start) / (end - start))) : 1;
  if (now > end) return { kind: 'expired', text: `expired ${span(now - end)} ago`, elapsed: 1 };
  if (now < start) return { kind: 'not-yet', text: `valid from ${day(notBefore)}`, elapsed: 0 };
  return { kind: end - now < SOON_DAYS * DAY ? 'soon' : 'valid', text: `${span(end - now)} left`, elapsed };
}

/** Of an ISO time only: a parser of dates makes one of nearly any text with a number in it. */
const timeOf = (text: string): number => (/^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN);

/** Rounded down: `5 hours`, `11 days`, `2 years`. */
function span(ms: number): string {
  if (ms < DAY) return ms < 7_200_000 ? count(Math.floor(ms / 60_000), 'minute') : count(Math.floor(ms / 3_600_000), 'hour');
  const days = Math.floor(ms / DAY);
  return days < 730 ? count(days, 'day') : count(Math.floor(days / 365.2425), 'year');
}
