const pattern = /^(?:(\d{4})-(\d\d)-(\d\d)[T ])?(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?/;

/** A time as logs write it, in milliseconds. Without a date it counts from midnight. */
export interface LogTime {
  readonly ms: number;
  readonly hasDate: boolean;
  /** Digits behind the second's point. */
  readonly digits: number;
}

export function readLogTime(text: string | undefined): LogTime | undefined {
  const found = text === undefined ? null : pattern.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, fraction = ''] = found;
  const date = year === undefined ? 0 : Date.UTC(Number(year), Number(month) - 1, Number(day));
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return { ms: date + seconds * 1000 + Number(`0.${fraction || '0'}`) * 1000, hasDate: year !== undefined, digits: fraction.length };
}

/** Milliseconds between two times; undefined where one is unknown, they cannot be compared, or the clock is too coarse to tell. */
export function delayBetween(earlier: string | undefined, later: string | undefined): number | undefined {
  const a = readLogTime(earlier);
  const b = readLogTime(later);
  if (!a || !b || a.hasDate !== b.hasDate) return undefined;
  const delay = b.ms - a.ms;
  if (delay < 0 || (delay === 0 && a.digits < 3)) return undefined;
  return delay;
}

/** `1.0 ms`, `203 ms`, `1.2 s`, `2 min 5 s`. */
export function writeDelay(ms: number): string {
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The time of day: `18:59:08.293`. */
export function timeOfDay(text: string | undefined): string | undefined {
  const found = text === undefined ? null : pattern.exec(text);
  if (!found) return undefined;
  const fraction = found[7] ? `.${found[7].slice(0, 3)}` : '';
  return `${(found[4] ?? '').padStart(2, '0')}:${found[5]}:${found[6]}${fraction}`;
}
