import { judgedPath, nameOf, placeOf, problemsOf, quotedName, verifyCommand } from '../../probe/chain-words';
import { visibleName, visibleNames } from '../../text/visible-name';
import type { Certificate } from '../../x509/certificate';
import type { ConstraintFault } from '../../x509/name-constraints';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/name-constraints',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Name is outside what the CA may issue',
  remedy: 'Reissue from another CA, or with a name inside.',
  cites: ['RFC 5280 §4.2.1.10', 'RFC 5280 §6.1.4'],
  examples: [
    { title: 'a CA for another domain', scene: { certificates: { intermediate: { permitted: ['DNS:corp.example'] } } }, finds: ['error'] },
    {
      title: 'a CA that may not issue for this one',
      scene: { certificates: { intermediate: { excluded: ['DNS:example.com'] } } },
      finds: ['error'],
    },
    {
      title: 'a CA that may not issue for a network',
      scene: { certificates: { intermediate: { excluded: ['IP:192.0.2.0/24'] }, leaf: { names: ['IP:192.0.2.7'] } } },
      finds: ['error'],
    },
    {
      title: 'a root that is trusted for another domain',
      scene: { certificates: { root: { permitted: ['DNS:corp.example'] } } },
      finds: ['error'],
    },
    { title: 'a name inside', scene: { certificates: { intermediate: { permitted: ['DNS:example.com'] } } }, finds: [] },
    {
      title: 'names of that kind are not constrained',
      scene: { certificates: { intermediate: { permitted: ['email:corp.example'] } } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const links = judgedPath(facts)?.links ?? [];
    for (const { problem, certificate } of problemsOf(facts, 'name-constraint')) {
      const above = links.slice(problem.depth + 1).map((link) => link.certificate);
      const ca = above.find(({ subject, nameConstraints }) => nameConstraints && subject.text === problem.by);
      if (!ca) continue;
      report(`${whatFailed(ca, certificate, problem.fault)} Verifiers refuse the whole path.`, {
        at: placeOf(facts, ca),
        command: verifyCommand(facts),
      });
    }
  },
});

function whatFailed(ca: Certificate, certificate: Certificate, fault: ConstraintFault): string {
  const { permitted = [], excluded = [] } = ca.nameConstraints ?? {};
  if (fault.kind === 'cannot-tell')
    return `${nameOf(ca)} limits for which names it may issue, and ${nameOf(certificate)} cannot be compared with that: ${visibleName(fault.why)}.`;
  const subtrees = fault.kind === 'excluded' ? excluded : permitted;
  const bases = visibleNames(
    subtrees.filter(({ base }) => base.type === fault.type).map(({ base }) => base.value),
    5,
    100,
  );
  const name = quotedName(fault.name);
  return fault.kind === 'excluded'
    ? `${nameOf(ca)} may issue for anything but ${bases}, and ${name} is inside.`
    : `${nameOf(ca)} may issue only for ${bases}, and ${name} is outside.`;
}
