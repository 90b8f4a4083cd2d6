import { causeGroups, few } from './cause-groups';
import type { ProbeStep, ProbeView, WaitingEndpoint } from './model';
import { namesOf } from './names';
import type { Standing } from './standing';
import type { Verdict } from './verdict-shape';
import { addresses } from './words';

/** How far the probe is, and the worst that it has met so far. */
export function runningVerdict(view: ProbeView, standings: readonly Standing[]): Verdict {
  const { isResolving = false, waiting = [], done = 0, of = 0 } = view.progress ?? {};
  const names = namesOf(view.report);
  const [first] = causeGroups(standings);
  const bad =
    first && `So far: ${few(first.members.map((index) => names[index] ?? ''))} ${first.members.length === 1 ? first.cause.does : 'fail'}.`;
  const under = waiting.filter(({ step }) => step !== 'waiting');
  const [current] = under;
  const now = current && `${stepWords(current)}.`;
  const why = [bad ?? (done > 0 ? 'No failure so far.' : undefined), now].filter((part) => part !== undefined).join(' ');
  return {
    state: 'running',
    shape: 'info',
    headline: headline({ isResolving, under: under.length, waiting, done, of, target: view.report.target }),
    ...(why === '' ? {} : { why }),
  };
}

interface Count {
  readonly isResolving: boolean;
  readonly under: number;
  readonly waiting: readonly WaitingEndpoint[];
  readonly done: number;
  readonly of: number;
  readonly target: string;
}

function headline({ isResolving, under, waiting, done, of, target }: Count): string {
  if (of === 0) return isResolving ? `Asking DNS for ${target}` : `Probing ${target}`;
  if (of === 1) return `Probing ${waiting[0]?.socket ?? target}`;
  const rest = of - done - under;
  return `Probing ${addresses(of)}: ${done} done, ${under} under way${rest > 0 ? `, ${rest} waiting` : ''}`;
}

/** `Listing suites of 192.0.2.13:5061 (5 found)`. */
function stepWords({ step, socket, detail }: WaitingEndpoint): string {
  return `${verbs[step]} ${socket}${detail === undefined ? '' : ` (${detail})`}`;
}

const verbs: { readonly [step in ProbeStep]: string } = {
  waiting: 'Waiting for',
  connect: 'Connecting to',
  handshake: 'Shaking hands with',
  certificates: 'Judging the certificates of',
  options: 'Asking OPTIONS of',
  enumerate: 'Listing versions and suites of',
  revocation: 'Checking the revocation of',
};
