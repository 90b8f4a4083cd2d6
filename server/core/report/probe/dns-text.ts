import type { DnsRecord, ResolutionStep } from '../../../contracts';
import { type Page, row } from './rows';
import { duration } from './words';

/** Each step of the resolution with its answer, and why it was taken: once where several steps have one reason. */
export function dnsRows(steps: readonly ResolutionStep[], page: Page): string[] {
  const servers = new Set(steps.flatMap(({ server }) => server ?? []));
  return steps.flatMap((step, i) => {
    const { name, type, outcome, server, durationMs, why } = step;
    const from = servers.size > 1 && server !== undefined ? `, from ${server}` : '';
    const time = durationMs === undefined || outcome === 'skipped' ? '' : `, ${duration(durationMs)}`;
    const answer = row({ label: i === 0 ? 'DNS' : '', word: type, text: `${name}: ${answerOf(step)}${from}${time}` }, page);
    const isToldBelow = steps[i + 1]?.why === why;
    return isToldBelow ? answer : [...answer, ...row({ at: REASON, text: why, paintText: page.paint.dim }, page)];
  });
}

const REASON = 11;

/** `10 50 5061 edge1.example.com (TTL 300)`, `does not exist (NXDOMAIN)`. */
export function answerOf({ outcome, records }: ResolutionStep): string {
  const shown = records.slice(0, MOST_RECORDS);
  const [first] = shown;
  const hasOneTtl = shown.every(({ ttl }) => ttl === first?.ttl);
  const ttlText = (ttl: number | undefined): string => (ttl === undefined ? '' : ` (TTL ${ttl})`);
  const texts = shown.map((record) => recordText(record) + (hasOneTtl ? '' : ttlText(record.ttl)));
  const more = records.length > MOST_RECORDS ? [`${records.length - MOST_RECORDS} more`] : [];
  const all = [...texts, ...more, ...(outcome === 'answer' ? [] : [words[outcome]])];
  return all.join('; ') + (hasOneTtl ? ttlText(first?.ttl) : '');
}

const MOST_RECORDS = 16;

const words: { readonly [outcome in Exclude<ResolutionStep['outcome'], 'answer'>]: string } = {
  nxdomain: 'does not exist (NXDOMAIN)',
  nodata: 'none',
  servfail: 'the name server failed (SERVFAIL)',
  refused: 'the name server refuses (REFUSED)',
  timeout: 'no answer from the name server',
  skipped: 'not asked',
};

function recordText(record: DnsRecord): string {
  switch (record.type) {
    case 'NAPTR':
      return `${record.order} ${record.preference} "${record.flags}" "${record.service}" "${record.regexp}" ${record.replacement}`;
    case 'SRV':
      return `${record.priority} ${record.weight} ${record.port} ${record.target}`;
    case 'CNAME':
      return `alias of ${record.target}`;
    case 'A':
    case 'AAAA':
      return `${record.address}`;
  }
}
