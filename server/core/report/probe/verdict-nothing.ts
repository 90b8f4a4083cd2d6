import type { ResolutionStep } from '../../../contracts';
import { listed } from '../../hover/words';
import { causeGroups, few, worstFinding } from './cause-groups';
import type { ProbeView } from './model';
import { namesOf } from './names';
import type { Standing } from './standing';
import type { Verdict } from './verdict-shape';

/** DNS led to no address, so that nothing was connected to. */
export function nothingToConnectTo(view: ProbeView): Verdict {
  const { report } = view;
  const finding = worstFinding(view);
  const [only, ...further] = report.resolution.steps;
  // Nothing was asked, so DNS is not to blame: the step says what is.
  if (only?.outcome === 'skipped' && further.length === 0)
    return { state: 'done', shape: 'error', headline: `Nothing was tried: ${only.why}` };
  const advice = {
    ...(finding ? { why: finding.message } : {}),
    ...(finding?.remedy === undefined ? {} : { next: { text: finding.remedy } }),
  };
  const failed = report.resolution.steps.find(({ outcome }) => outcome === 'servfail' || outcome === 'refused' || outcome === 'timeout');
  if (failed) return { state: 'done', shape: 'error', headline: `DNS failed: ${failedWords(failed)}.`, ...advice };
  const missing = report.resolution.steps.findLast(({ outcome }) => outcome === 'nxdomain');
  const words =
    missing && report.resolution.steps.every(({ outcome }) => outcome !== 'answer')
      ? `${missing.name} does not exist (NXDOMAIN to ${missing.type})`
      : undefined;
  const title = finding && view.titles[finding.rule];
  const headline = words ?? title ?? `DNS has no address for ${report.target}`;
  return { state: 'done', shape: 'error', headline: `Nothing could be reached: ${headline}.`, ...advice };
}

function failedWords({ name, type, outcome, server }: ResolutionStep): string {
  const who = server === undefined ? 'the name server' : `the name server ${server}`;
  if (outcome === 'timeout') return `no answer to ${type} ${name} from ${who}`;
  return outcome === 'refused' ? `${who} refuses to answer ${type} ${name}` : `${who} cannot answer ${type} ${name}`;
}

/** Addresses are known, and to none of them a TCP connection could be made. */
export function nothingReached(view: ProbeView, standings: readonly Standing[]): Verdict {
  const { report } = view;
  const names = namesOf(report);
  const groups = causeGroups(standings);
  const [first] = groups;
  const ports = new Set(report.endpoints.map(({ port }) => port));
  const onPort = ports.size === 1 ? ` on port ${[...ports].join('')}` : '';
  if (!first) {
    const why = [...new Set(standings.flatMap((standing) => (standing.kind === 'untried' ? [standing.why] : [])))].join(' ');
    return { state: 'done', shape: 'info', headline: `Nothing could be tried: ${few(names)} cannot be judged from this host.`, why };
  }
  const headline = names.length === 1 ? `${names[0]} ${first.cause.does}` : `no address of ${report.target} accepts TCP${onPort}`;
  const wasAsked = report.resolution.steps.some(({ outcome }) => outcome === 'answer');
  const whys = groups.map(({ cause, members }) =>
    unreachedWords(cause.id, {
      who: listed(members.slice(0, 3).map((index) => names[index] ?? '')),
      more: Math.max(0, members.length - 3),
    }),
  );
  const untried = standings.some(({ kind }) => kind === 'untried') ? ['The others cannot be tried from this host.'] : [];
  return {
    state: 'done',
    shape: 'error',
    headline: `Nothing could be reached: ${headline}${names.length === 1 ? onPort : ''}.`,
    why: [...(wasAsked ? ['DNS is fine.'] : []), ...whys, ...untried].join(' '),
    ...(first.cause.next
      ? { next: { text: `${first.cause.next(few(first.members.map((index) => names[index] ?? '')))}.`, action: { kind: 'again' } } }
      : {}),
  };
}

function unreachedWords(id: string, { who, more }: { who: string; more: number }): string {
  const whom = more > 0 ? `${who} and ${more} more` : who;
  const isOne = more === 0 && !/ and /.test(who);
  switch (id) {
    case 'timeout':
      return `Packets to ${whom} get no answer, which is what an access list that does not know your address looks like.`;
    case 'refused':
      return `${whom} ${isOne ? 'refuses' : 'refuse'} the connection: nothing listens there, or a firewall answers in its place.`;
    default:
      return `There is no route to ${whom}.`;
  }
}
