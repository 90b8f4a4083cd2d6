import type { DnsRecord, ResolutionStep } from '../../contracts';
import { isIpv4 } from '../sip/socket';
import type { EndpointFacts, ProbeFacts, ResolutionFacts } from './facts';

/** What the steps of the resolution say, in the words that rules need. The walk itself is RFC 3263 §4; its steps are in the order taken. */

export type NaptrRecord = Extract<DnsRecord, { readonly type: 'NAPTR' }>;
export type SrvRecord = Extract<DnsRecord, { readonly type: 'SRV' }>;

/** As `at` of a finding names a step. */
export const queryOf = ({ type, name }: Pick<ResolutionStep, 'type' | 'name'>): string => `${type} ${name}`;

/** TLS is what the URI itself asks for, so that records for other transports do not count (RFC 3263 §4.1). */
export const demandsTls = ({ isSips, transport }: ProbeFacts['target']): boolean => isSips || transport === 'TLS' || transport === 'WSS';

/** The same step of several resolvers once: the first that brought records, or the first. */
export function stepFor({ steps }: Pick<ResolutionFacts, 'steps'>, type: ResolutionStep['type'], name: string): ResolutionStep | undefined {
  const all = steps.filter((step) => step.type === type && step.name === name);
  return all.find(({ outcome }) => outcome === 'answer') ?? all[0];
}

export const naptrOf = (step: ResolutionStep): readonly NaptrRecord[] => step.records.filter((record) => record.type === 'NAPTR');
export const srvOf = (step: ResolutionStep): readonly SrvRecord[] => step.records.filter((record) => record.type === 'SRV');

const clearServices: { readonly [service: string]: string } = { 'SIP+D2U': 'UDP', 'SIP+D2T': 'TCP', 'SIP+D2S': 'SCTP' };

/** The transport in clear that a NAPTR service stands for; undefined for TLS and for what is no service of SIP. */
export const clearServiceOf = ({ service }: NaptrRecord): string | undefined => clearServices[service.toUpperCase()];

/** A client can follow it to SRV records for TLS (RFC 3263 §4.1). */
export const leadsToTls = ({ service, flags, regexp, replacement }: NaptrRecord): boolean =>
  service.toUpperCase() === 'SIPS+D2T' && flags.toLowerCase() === 's' && regexp === '' && replacement !== '.';

/** The SRV steps that lead to TLS: of `_sips._tcp`, and where NAPTR leads. What is looked at and not used is not among them. */
export function tlsSrvSteps({ target, resolution }: Pick<ProbeFacts, 'target' | 'resolution'>): readonly ResolutionStep[] {
  if (target.port !== undefined) return [];
  const naptr = stepFor(resolution, 'NAPTR', target.host);
  const owners = [...(naptr ? naptrOf(naptr).filter(leadsToTls).sort(byOrder) : []).map(({ replacement }) => replacement)];
  const steps = [...new Set([...owners, `_sips._tcp.${target.host}`])].flatMap((owner) => stepFor(resolution, 'SRV', owner) ?? []);
  return steps.filter(({ outcome }) => outcome !== 'skipped');
}

export const byOrder = (a: NaptrRecord, b: NaptrRecord): number => a.order - b.order || a.preference - b.preference;

/** How often the records of one priority are taken, from 0 to 1: by weight, evenly where all weights are 0 (RFC 2782). */
export function weightShare(record: SrvRecord, among: readonly SrvRecord[]): number {
  const peers = among.filter(({ priority, target }) => priority === record.priority && target !== '.');
  const sum = peers.reduce((total, { weight }) => total + weight, 0);
  return sum > 0 ? record.weight / sum : 1 / Math.max(1, peers.length);
}

const firstPriority = (records: readonly SrvRecord[]): number => Math.min(...records.map(({ priority }) => priority));

/** A backup by SRV: it is tried only where all others failed (RFC 2782). */
export const isBackup = (record: SrvRecord, among: readonly SrvRecord[]): boolean => record.priority > firstPriority(among);

/**
 * How many of the first attempts go to each socket, from 0 to 1: by the SRV records, shared evenly among the addresses of one host; evenly
 * among all where there are none. Backups have 0.
 */
export function sharesOf(
  facts: Pick<ProbeFacts, 'target' | 'resolution'>,
  addresses: readonly EndpointFacts[],
): ReadonlyMap<string, number> {
  const records = srvRecords(facts);
  const shares = new Map(addresses.map(({ socket }) => [socket, 0]));
  for (const record of records) {
    if (isBackup(record, records)) continue;
    const own = addresses.filter(({ host, port }) => host === record.target && port === record.port);
    for (const { socket } of own) shares.set(socket, (shares.get(socket) ?? 0) + weightShare(record, records) / own.length);
  }
  const sum = [...shares.values()].reduce((total, share) => total + share, 0);
  return new Map([...shares].map(([socket, share]) => [socket, sum > 0 ? share / sum : 1 / addresses.length]));
}

/** Of the owner that clients take first. */
function srvRecords(facts: Pick<ProbeFacts, 'target' | 'resolution'>): readonly SrvRecord[] {
  const step = tlsSrvSteps(facts).find((one) => srvOf(one).length > 0);
  return step ? srvOf(step) : [];
}

/** Otherwise the addresses were given by hand, and no record can be put right. */
export const isFromDns = ({ steps }: Pick<ResolutionFacts, 'steps'>): boolean => steps.some(({ outcome }) => outcome === 'answer');

/** The addresses of a name, as some step found them. */
export const addressesFor = ({ steps }: Pick<ResolutionFacts, 'steps'>, name: string): readonly string[] =>
  isIpv4(name)
    ? []
    : steps.flatMap((step) => (step.name === name ? step.records.flatMap((record) => ('address' in record ? [record.address] : [])) : []));

/** As a zone file writes it. */
export function recordText(record: NaptrRecord | SrvRecord): string {
  if (record.type === 'SRV') return `SRV ${record.priority} ${record.weight} ${record.port} ${record.target}`;
  const { order, preference, flags, service, regexp, replacement } = record;
  return `NAPTR ${order} ${preference} "${flags}" "${service}" "${regexp}" ${replacement}`;
}
