import { anchorOf, nameOf, placeOf, problemsOf, verifyCommand } from '../../probe/chain-words';
import { distrustOf } from '../../probe/distrusted-roots';
import { isFatal } from '../../x509/path-problems';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/root-distrusted',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Root is on its way out',
  remedy: 'Renew with a chain to the root that replaces it; keep both roots in your own store until all addresses of the peer have moved.',
  cites: [],
  examples: [
    { title: 'a root that stores have dropped', scene: { certificates: { root: { commonName: 'DST Root CA X3' } } }, finds: ['warning'] },
    {
      title: 'a root that the provider has left',
      scene: {
        certificates: { root: { commonName: 'Baltimore CyberTrust Root' } },
        provider: { id: 'microsoft-teams', title: 'Microsoft Teams', asOf: '2026-03-01', domains: [], notes: [] },
      },
      finds: ['warning'],
    },
    { title: 'another provider stays with it', scene: { certificates: { root: { commonName: 'Baltimore CyberTrust Root' } } }, finds: [] },
    { title: 'no entry', scene: {}, finds: [] },
    {
      title: 'another path ends at a current root',
      scene: {
        certificates: {
          old: { commonName: 'DST Root CA X3', by: 'itself', isCa: true },
          cross: { commonName: 'Test Root', keyOf: 'root', by: 'old', isCa: true },
        },
        sent: ['leaf', 'intermediate', 'cross'],
        trusted: ['old', 'root'],
      },
      finds: [],
    },
    {
      title: 'it has expired, and that is what counts',
      scene: { certificates: { root: { commonName: 'DST Root CA X3', notAfter: '-10d' } } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const root = anchorOf(facts);
    const provider = facts.policy.provider?.id;
    const entry = root && distrustOf(root, provider);
    if (!root || !entry || facts.verdict.kind !== 'judged') return;
    if (problemsOf(facts, 'expired').some(({ certificate }) => certificate === root)) return;
    const hasOther = facts.verdict.alternatives.some(({ end, links, problems }) => {
      const other = end.kind === 'anchor' && !problems.some(isFatal) ? links.at(-1)?.certificate : undefined;
      return other !== undefined && !distrustOf(other, provider);
    });
    if (hasOther) return;
    report(
      `The path ends at ${nameOf(root)}. ${entry.fact} (${entry.from}; ${entry.source}). Peers whose store has been updated since refuse it.`,
      {
        at: placeOf(facts, root),
        remedy: `Renew with a chain to ${entry.replacement}; keep both roots in your own store until all addresses of the peer have moved.`,
        command: verifyCommand(facts),
      },
    );
  },
});
