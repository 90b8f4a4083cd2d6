import type { DnsRecord, ProbeReport } from '../../../contracts';
import type { ProbeView } from './model';

type Srv = Extract<DnsRecord, { type: 'SRV' }>;

/**
 * The part of the calls that DNS sends to these endpoints, 0 to 1, by the weights of SRV records of one priority (RFC 2782). Undefined where
 * priorities differ, where there are no weights, or where a host has other addresses as well: then clients choose in ways of their own.
 */
export function shareOf({ report, details }: Pick<ProbeView, 'report' | 'details'>, members: readonly number[]): number | undefined {
  const records = srvRecords(report);
  const [first] = records;
  const total = records.reduce((sum, { weight }) => sum + weight, 0);
  if (!first || records.length < 2 || total === 0 || records.some(({ priority }) => priority !== first.priority)) return undefined;
  const hostOf = (index: number): string => `${plain(details[index]?.host ?? '')}:${report.endpoints[index]?.port}`;
  const chosen = new Set(members.map(hostOf));
  const isWhole = report.endpoints.every((_, index) => members.includes(index) || !chosen.has(hostOf(index)));
  const found = records.filter(({ target, port }) => chosen.has(`${plain(target)}:${port}`));
  if (!isWhole || found.length !== chosen.size) return undefined;
  return found.reduce((sum, { weight }) => sum + weight, 0) / total;
}

/** `DNS gives this address 40 % of the calls, so about 4 in 10 calls of such clients fail, at random.` */
export function shareSentence(view: Pick<ProbeView, 'report' | 'details'>, members: readonly number[]): string | undefined {
  const share = shareOf(view, members);
  if (share === undefined || share === 0) return undefined;
  const tenths = Math.round(share * 10);
  const many =
    tenths >= 1 && tenths <= 9
      ? `about ${tenths} in 10 calls`
      : share > 0.5
        ? 'nearly all calls'
        : `about 1 in ${Math.round(1 / share)} calls`;
  const them = members.length === 1 ? 'this address' : 'these addresses';
  return `DNS gives ${them} ${Math.round(share * 100)} % of the calls, so ${many} of such clients fail, at random.`;
}

/** Of the one name that led to the endpoints; records of other names do not share calls with them. */
function srvRecords({ resolution }: ProbeReport): readonly Srv[] {
  const step = resolution.steps.find(({ type, outcome }) => type === 'SRV' && outcome === 'answer');
  return (step?.records ?? []).filter((record) => record.type === 'SRV');
}

const plain = (host: string): string => host.toLowerCase().replace(/\.$/, '');
