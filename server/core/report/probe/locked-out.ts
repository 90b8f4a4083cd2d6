import type { EnumerationFacts } from '../../probe/facts';
import { lockedOut } from '../../probe/locked-out';
import { gradeOf, suiteName } from '../../tls/suites';
import { TLS12, versionName, versionWord } from '../../tls/versions';
import type { EndpointDetail } from './model';

/** What an audit would have switched off, and whom that would lock out, as far as that is documented. */
export function lockedOutBy({ versions, suites }: EnumerationFacts): EndpointDetail['lockedOut'] {
  const accepted = [...versions].flatMap(([version, verdict]) => (verdict === 'accepted' ? version : []));
  const left = suites.filter(({ suite }) => isKept(suiteName(suite)));
  const kept = [...accepted.filter((version) => version >= TLS12).map(versionName), ...left.map(({ suite }) => suiteName(suite))];
  const old = accepted.filter((version) => version < TLS12).map((version) => ({ what: versionWord(version), off: [versionName(version)] }));
  const weak = [...new Set(suites.map(({ suite }) => suiteName(suite)))].filter((name) => !isKept(name));
  const all = [
    ...old,
    ...(weak.length > 0 ? [{ what: weak.length === 1 ? `${weak[0]}` : `all ${weak.length} weak suites`, off: weak }] : []),
  ];
  return all.map(({ what, off }) => ({ what, who: who(lockedOut(off, kept)) }));
}

const isKept = (name: string): boolean => ['modern', 'acceptable'].includes(gradeOf(name));

const who = (found: ReturnType<typeof lockedOut>): string =>
  found === 'unknown'
    ? 'unknown: no document says so of a stack known here'
    : `${found.map(({ title, why }) => `${title} (${why})`).join('; ')}; of others unknown`;
