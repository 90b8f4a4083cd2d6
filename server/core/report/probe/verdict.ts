import { type CauseGroup, causeGroups, few, worstFinding } from './cause-groups';
import { causeCounts, findingGroups } from './finding-groups';
import type { ProbeView } from './model';
import { namesOf } from './names';
import { shareSentence } from './share';
import { type Standing, standingsOf } from './standing';
import { nothingReached, nothingToConnectTo } from './verdict-nothing';
import { runningVerdict } from './verdict-running';
import { addresses, allAddresses, count, seconds } from './words';

/** What a tired engineer reads first: whether it works, for which address not, why, and what to do. Plain text, the peer's words as they came. */
export interface Verdict {
  readonly state: 'done' | 'running' | 'cancelled';
  readonly shape: 'ok' | 'warning' | 'error' | 'info' | 'none';
  readonly headline: string;
  readonly why?: string;
  readonly next?: NextStep;
}

export interface NextStep {
  /** Follows `Next: `. */
  readonly text: string;
  /** What one button can do of it; `endpoint` is an index of the report's. */
  readonly action?: { readonly kind: 'save-repaired'; readonly endpoint: number } | { readonly kind: 'again' };
}

export function verdictOf(view: ProbeView): Verdict {
  const standings = standingsOf(view);
  if (view.progress?.state === 'running') return runningVerdict(view, standings);
  if (view.progress?.state === 'cancelled') return cancelled(view, standings);
  return judged(view, standings);
}

function cancelled(view: ProbeView, standings: readonly Standing[]): Verdict {
  const { done = 0, of = 0 } = view.progress ?? {};
  const isKnown = standings.some(({ kind }) => kind !== 'untried');
  const sofar = isKnown ? judged(view, standings) : undefined;
  return {
    state: 'cancelled',
    shape: sofar && sofar.shape !== 'ok' ? sofar.shape : 'none',
    headline: `Cancelled after ${seconds(view.durationMs)}: ${of === 0 ? 'no address was known yet' : `${done} of ${addresses(of)} checked`}.`,
    why: sofar
      ? `So far: ${[sofar.headline, sofar.why].filter((part) => part !== undefined).join(' ')}`
      : 'What was not checked is not known.',
    ...(sofar?.next ? { next: sofar.next } : {}),
  };
}

function judged(view: ProbeView, standings: readonly Standing[]): Verdict {
  if (standings.length === 0) return nothingToConnectTo(view);
  const isAny = (kind: Standing['kind']) => standings.some((standing) => standing.kind === kind);
  if (!isAny('works') && !isAny('fails')) return nothingReached(view, standings);
  return isAny('fails') || isAny('unreached') ? partly(view, standings) : works(view, standings);
}

function works(view: ProbeView, standings: readonly Standing[]): Verdict {
  const names = namesOf(view.report);
  const untried = names.filter((_, i) => standings[i]?.kind === 'untried');
  const good = standings.length - untried.length;
  const where =
    standings.length === 1 ? names.join('') : untried.length === 0 ? allAddresses(good) : `${good} of ${addresses(standings.length)}`;
  const rest = untried.length === 0 ? '' : ` ${few(untried)} could not be tried from this host.`;
  const worst = worstFinding(view);
  if (worst && (worst.severity === 'error' || worst.severity === 'warning')) {
    const many = causeCounts(findingGroups(view))[worst.severity];
    const title = view.titles[worst.rule] ?? worst.rule;
    return {
      state: 'done',
      shape: worst.severity,
      headline: `Works on ${where}, with ${count(many, worst.severity)}${many > 1 ? ', first of all' : ''}: ${title}.${rest}`,
      why: worst.message,
      ...(worst.remedy === undefined ? {} : { next: { text: worst.remedy } }),
    };
  }
  return { state: 'done', shape: 'ok', headline: `Works on ${where}.${rest}`, why: whatWorks(view) };
}

function whatWorks({ report }: ProbeView): string {
  const chains = report.endpoints.length === 1 ? 'It sends a complete chain' : 'Each address sends a complete chain';
  if (report.policy.names === 'chain-only') return `${chains}. The name was not compared, as the policy chain-only says.`;
  const strict = report.endpoints.find(({ names }) => names && !names.rfc5922.matches)?.names?.rfc5922;
  if (strict) return `${chains}. Clients that follow RFC 5922 to the letter refuse the name: ${strict.why}`;
  const named = report.endpoints.find(({ names }) => names)?.names?.practice.reference;
  return named === undefined ? `${chains}. There was no name to compare.` : `${chains}, and the certificate names ${named}.`;
}

function partly(view: ProbeView, standings: readonly Standing[]): Verdict {
  const names = namesOf(view.report);
  const groups = causeGroups(standings);
  const [first] = groups;
  if (!first) return works(view, standings);
  const good = standings.filter(({ kind }) => kind === 'works').length;
  const { cause, members } = first;
  const [index = 0] = members;
  const who = few(members.map((member) => names[member] ?? ''));
  const isAll = members.length === standings.length && members.length > 1;
  const start = good > 0 ? `Works on ${good} of ${addresses(standings.length)}. ` : '';
  const isOutcome = cause.clients === 'every client';
  const clause = isAll
    ? `Fails on ${allAddresses(members.length)} for ${cause.clients}.`
    : members.length > 1
      ? `${who} fail for ${cause.clients}.`
      : isOutcome
        ? `${who} ${cause.does}.`
        : `${who} fails for ${cause.clients}.`;
  const others = groups
    .slice(1)
    .map((group) => `${few(group.members.map((member) => names[member] ?? ''))}: ${group.cause.short.toLowerCase()}`);
  const finding = worstFinding(view, index);
  const because =
    members.length === 1 && isOutcome
      ? (finding?.message ?? view.details[index]?.reason)
      : `${members.length === 1 ? 'It' : 'Each of them'} ${cause.does}.`;
  const share = good > 0 ? shareSentence(view, members) : undefined;
  const why = [because, share, others.length > 0 ? `Also ${others.join('; ')}.` : undefined].filter((part) => part !== undefined).join(' ');
  const text = cause.next ? `${cause.next(who)}.` : finding?.remedy;
  const action = actionFor(view, first);
  return {
    state: 'done',
    shape: 'error',
    headline: start + clause,
    ...(why === '' ? {} : { why }),
    ...(text === undefined ? {} : { next: { text, ...(action ? { action } : {}) } }),
  };
}

function actionFor(view: ProbeView, { cause, members }: CauseGroup): NextStep['action'] {
  const repairable = members.find((index) => view.details[index]?.repairedPem !== undefined);
  if (cause.id === 'missing' && repairable !== undefined) return { kind: 'save-repaired', endpoint: repairable };
  return cause.id === 'refused' || cause.id === 'unreachable' || cause.id === 'timeout' ? { kind: 'again' } : undefined;
}
