import { dayOf, judgedPath, nameOf, verifyCommand } from '../../probe/chain-words';
import { enumerated } from '../../text/enumerated';
import type { JudgedPath } from '../../x509/chain';
import { isFatal } from '../../x509/path-problems';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/cross-signed-alternatives',
  subject: 'chain',
  severity: { practical: 'off', strict: 'info' },
  title: 'Several paths lead to a root',
  remedy: 'Watch the one that ends first.',
  cites: ['RFC 4158'],
  examples: [
    {
      title: 'both roots are trusted',
      scene: {
        certificates: {
          old: { commonName: 'Old Root', by: 'itself', isCa: true },
          cross: { commonName: 'Test Root', keyOf: 'root', by: 'old', isCa: true },
        },
        sent: ['leaf', 'intermediate', 'cross'],
        trusted: ['root', 'old'],
      },
      finds: ['info'],
    },
    {
      title: 'only one of them is trusted',
      scene: {
        certificates: {
          old: { commonName: 'Old Root', by: 'itself', isCa: true },
          cross: { commonName: 'Test Root', keyOf: 'root', by: 'old', isCa: true },
        },
        sent: ['leaf', 'intermediate', 'cross'],
      },
      finds: [],
    },
    { title: 'one root', scene: {}, finds: [] },
  ],
  check(facts, _context, report) {
    const path = judgedPath(facts);
    if (!path || facts.verdict.kind !== 'judged') return;
    const good = [path, ...facts.verdict.alternatives].filter(({ end, problems }) => end.kind === 'anchor' && !problems.some(isFatal));
    const byRoot = new Map(good.toReversed().map((one) => [rootOf(one).sha256, one]));
    if (byRoot.size < 2) return;
    const paths = [...byRoot.values()].reverse();
    report(
      `${paths.length} paths: ${enumerated(paths.map((one) => nameOf(rootOf(one))))}. Which one a peer takes depends on its store; ${paths.length === 2 ? 'both' : 'all'} have to stay valid.`,
      {
        remedy: `Watch the one that ends first (${dayOf(firstEnd(paths))}).`,
        command: verifyCommand(facts),
      },
    );
  },
});

const rootOf = ({ links }: JudgedPath) => (links.at(-1) ?? links[0]).certificate;

/** Of what the paths do not have in common. */
function firstEnd(paths: readonly JudgedPath[]): Date {
  const ends = paths.flatMap(({ links }) =>
    links.flatMap(({ certificate }) => {
      const isCommon = paths.every((other) => other.links.some((link) => link.certificate.sha256 === certificate.sha256));
      return isCommon ? [] : certificate.notAfter.getTime();
    }),
  );
  return new Date(Math.min(...ends));
}
