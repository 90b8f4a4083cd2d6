/**
 * What other programs put in front of a line of a log on its way: syslog, a container runtime, the console of the program itself.
 * Their stamps tell the time; where they stand in front of every line, they must come off before a message can be read.
 */

const months = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const clock = String.raw`\d\d:\d\d:\d\d(?:[.,]\d{1,9})?`;
const iso = String.raw`\d{4}-\d\d-\d\d[T ]${clock}(?:Z|[+-]\d\d:?\d\d)?`;
const bsd = String.raw`(?:${months}) [ \d]?\d (?:\d{4} )?${clock}`;

/** Each begins a line and takes the one blank that ends it, but no more: blanks behind it may be a folded header. */
const carriers: readonly RegExp[] = [
  // Kubernetes (CRI): 2026-08-21T10:00:00.123456789Z stdout F
  new RegExp(String.raw`^${iso} (?:stdout|stderr) [FP](?: |(?=\r?$))`),
  // RFC 5424: <134>1 2026-08-21T10:00:00.123Z host app 123 - -
  new RegExp(String.raw`^<\d{1,3}>1 ${iso} \S+ \S+ \S+ \S+ (?:-|\[[^\]]*\]) ?`),
  // syslog and journalctl: <134>Oct 11 22:14:15 host app[123]:
  new RegExp(String.raw`^(?:<\d{1,3}>)?(?:${bsd}|${iso}) \S+ [^\s:\[\]]+(?:\[[^\]\s]*\])?: ?`),
  // Asterisk: [Aug 21 10:00:00] VERBOSE[123][C-00000001] file.c:
  new RegExp(String.raw`^\[(?:${bsd}|${iso})\] [A-Z]+\[\d+\](?:\[C-[0-9a-f]+\])?:? (?:\S+\.c:(?:\d+)? ?(?:\w+: )?)?`),
  // FreeSWITCH: 2026-08-21 10:00:00.123456 98.77% [DEBUG] file.c:12
  new RegExp(String.raw`^(?:[0-9a-f-]{36} )?${iso} (?:\d+\.\d+% )?\[[A-Z]+\] \S+:\d+ ?`),
  // docker logs -t: 2026-08-21T10:00:00.123456789Z
  new RegExp(String.raw`^\d{4}-\d\d-\d\dT${clock}Z ?`),
  // docker compose logs: kamailio-1  |
  /^[\w.-]{1,64} {1,40}\| ?/,
  // A reply to a mail: >
  /^(?:> ?)+/,
];

/** Longer than any carrier: not more of a line is looked at. */
const LONGEST = 256;

/** How the lines of a message begin: with a carrier, with blanks behind it, or with neither. */
export interface Lead {
  readonly carrier?: RegExp;
  readonly indent: number;
  /** Of both together, on the line where it was read. */
  readonly length: number;
}

export function readLead(text: string, start: number, end: number): Lead {
  const line = text.slice(start, Math.min(end, start + LONGEST));
  const carrier = carriers.find((pattern) => pattern.test(line));
  const length = carrier?.exec(line)?.[0].length ?? 0;
  const indent = countBlanks(line, length, line.length);
  return { carrier, indent, length: length + indent };
}

/** How much of a line is the lead that the message's first line had; -1 where the line does not belong to it. */
export function leadLength(text: string, start: number, end: number, lead: Lead): number {
  if (!lead.carrier) return countBlanks(text, start, Math.min(end, start + lead.indent));
  const line = text.slice(start, Math.min(end, start + LONGEST));
  const found = lead.carrier.exec(line)?.[0].length;
  if (found === undefined) return line.trim() === '' ? 0 : -1;
  return found + countBlanks(line, found, Math.min(line.length, found + lead.indent));
}

function countBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  return at - start;
}

const isoStamp = /(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?/;
const bsdStamp = new RegExp(String.raw`(${months}) ([ \d]?\d) (?:(\d{4}) )?(${clock})`);

/** The time that a carrier tells, in ISO 8601: in UTC where it has a zone, without a date where it has no year. */
export function timeOf(lead: string): string | undefined {
  const stamp = isoStamp.exec(lead);
  if (stamp) {
    const [, date = '', time = '', fraction, zone] = stamp;
    return zone ? inUtc(`${date}T${time}`, fraction, zone) : `${date}T${time}${fraction ? `.${fraction}` : ''}`;
  }
  const [, month = '', day = '', year, time] = bsdStamp.exec(lead) ?? [];
  if (time === undefined) return undefined;
  const written = time.replace(',', '.');
  if (year === undefined) return written;
  const number = months.split('|').indexOf(month) + 1;
  return `${year}-${String(number).padStart(2, '0')}-${day.trim().padStart(2, '0')}T${written}`;
}

function inUtc(local: string, fraction: string | undefined, zone: string): string | undefined {
  const minutes = zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  return utc(Date.parse(`${local}Z`) / 1000 - minutes * 60, fraction);
}

/** Seconds since 1970 in ISO 8601, with the fraction as written. undefined where they are no time. */
export function utc(seconds: number, fraction?: string): string | undefined {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  return `${date.toISOString().slice(0, -5)}${fraction ? `.${fraction}` : ''}Z`;
}
