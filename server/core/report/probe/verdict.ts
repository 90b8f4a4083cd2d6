import type { ReportFinding } from '../../../contracts';
import { type CauseGroup, causeGroups, few, worstFinding } from './cause-groups';
import { causeCounts, findingGroups } from './finding-groups';
import type { ProbeView } from './model';
import { namesOf } from './names';
import { shareSentence } from './share';
import { type Standing, standingsOf } from './standing';
import { nothingReached, nothingToConnectTo } from './verdict-nothing';
import { runningVerdict } from './verdict-running';
import type { NextStep, Verdict } from './verdict-shape';
import { addresses, allAddresses, count, seconds, socketOf } from './words';

export function verdictOf(view: ProbeView): Verdict {
  const standings = standingsOf(view);
  if (view.progress?.state === 'running') return runningVerdict(view, standings);
  if (view.progress?.state === 'cancelled') return cancelled(view, standings);
  return judged(view, standings);
}

function cancelled(view: ProbeView, standings: readonly Standing[]): Verdict {
  const { done: ended = 0, of = 0 } = view.progress ?? {};
  const done = ended - view.report.endpoints.filter(({ outcome }) => outcome === 'cancelled').length;
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
  const whoOf = ({ members }: CauseGroup): string => few(members.map((member) => names[member] ?? ''));
  const good = standings.filter(({ kind }) => kind === 'works').length;
  const finding = betterTold(view, first);
  const start = good > 0 ? `Works on ${good} of ${addresses(standings.length)}. ` : '';
  const others = groups.slice(1).map((group) => `${whoOf(group)}: ${group.cause.short.toLowerCase()}`);
  const why = [
    finding?.message ?? reasonFor(view, first),
    good > 0 ? shareSentence(view, first.members) : undefined,
    others.length > 0 ? `Also ${others.join('; ')}.` : undefined,
  ].filter((part) => part !== undefined);
  const text = finding?.remedy ?? (first.cause.next ? `${first.cause.next(whoOf(first))}.` : worstFinding(view, first.members[0])?.remedy);
  const action = actionFor(view, first);
  return {
    state: 'done',
    shape: 'error',
    headline: start + failing(first, { who: whoOf(first), of: standings.length }),
    ...(why.length === 0 ? {} : { why: why.join(' ') }),
    ...(text === undefined ? {} : { next: { text, ...(action ? { action } : {}) } }),
  };
}

function failing({ cause, members }: CauseGroup, { who, of }: { readonly who: string; readonly of: number }): string {
  if (members.length > 1)
    return members.length === of ? `Fails on ${allAddresses(of)} for ${cause.clients}.` : `${who} fail for ${cause.clients}.`;
  return meetsEveryone(cause) ? `${who} ${cause.does}.` : `${who} fails for ${cause.clients}.`;
}

/** There was no handshake: then what it does stands in the headline already. */
const meetsEveryone = ({ clients }: CauseGroup['cause']): boolean => clients === 'every client';

function reasonFor(view: ProbeView, { cause, members }: CauseGroup): string | undefined {
  const [index = 0] = members;
  if (members.length === 1 && meetsEveryone(cause)) return view.details[index]?.reason;
  return `${members.length === 1 ? 'It' : 'Each of them'} ${cause.does}.`;
}

/** The finding that knows more of one address than its cause alone: why there was no handshake, or that it is another host altogether. */
function betterTold(view: ProbeView, { cause, members }: CauseGroup): ReportFinding | undefined {
  const [index = 0] = members;
  const endpoint = view.report.endpoints[index];
  if (members.length !== 1 || !endpoint) return undefined;
  if (cause.id === 'name')
    return view.report.findings.find(({ severity, at }) => severity === 'error' && at.endpoint === socketOf(endpoint));
  return cause.next && cause.id !== 'client-certificate' ? undefined : worstFinding(view, index, 'error');
}

function actionFor(view: ProbeView, { cause, members }: CauseGroup): NextStep['action'] {
  const repairable = members.find((index) => view.details[index]?.repairedPem !== undefined);
  if (cause.id === 'missing' && repairable !== undefined) return { kind: 'save-repaired', endpoint: repairable };
  return cause.id === 'refused' || cause.id === 'unreachable' || cause.id === 'timeout' ? { kind: 'again' } : undefined;
}
