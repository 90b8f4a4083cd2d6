import type { ProbeView } from '#core/report/probe/model';
import { namesOf } from '#core/report/probe/names';
import { standingsOf } from '#core/report/probe/standing';
import { verdictOf } from '#core/report/probe/verdict';
import { addresses, endpointKey } from '#core/report/probe/words';

/**
 * What a screen reader says when `after` takes the place of `before`: once for each address that is done, not for each step, and the verdict
 * at the end. Undefined: nothing.
 */
export function announcement(before: ProbeView | undefined, after: ProbeView): string | undefined {
  const verdict = verdictOf(after);
  if (verdict.state !== 'running') {
    const isNews = before === undefined || before.progress?.state === 'running' || verdictOf(before).headline !== verdict.headline;
    return isNews ? [verdict.headline, verdict.why].filter((part) => part !== undefined).join(' ') : undefined;
  }
  if (before?.progress?.state !== 'running') return verdict.headline;
  const known = new Set(before.report.endpoints.map(endpointKey));
  const names = namesOf(after.report);
  const standings = standingsOf(after);
  const fresh = after.report.endpoints.flatMap((endpoint, index) => {
    const standing = standings[index];
    if (known.has(endpointKey(endpoint)) || !standing) return [];
    const how = standing.kind === 'works' ? 'works' : 'cause' in standing ? standing.cause.does : standing.short.toLowerCase();
    return [`${names[index]} ${how}.`];
  });
  if (fresh.length > MOST) return `${addresses(fresh.length)} done.`;
  return fresh.length === 0 ? undefined : fresh.join(' ');
}

/** Whoever listens to more of them at once hears nothing. */
const MOST = 3;
