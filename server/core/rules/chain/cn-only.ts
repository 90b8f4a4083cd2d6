import { ownIndex, placeOf, printCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/cn-only',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'info' },
  title: 'Name stands in the CN only',
  remedy: 'Reissue with the name in the SAN.',
  cites: ['RFC 5922 §7.1', 'RFC 9525 §2'],
  examples: [
    { title: 'no subjectAltName', scene: { certificates: { leaf: { names: null } } }, finds: ['warning'] },
    { title: 'which RFC 5922 lets pass', profile: 'strict', scene: { certificates: { leaf: { names: null } } }, finds: ['info'] },
    { title: 'the name in the subjectAltName', scene: {}, finds: [] },
    {
      title: 'names are not compared, by policy',
      scene: { certificates: { leaf: { names: null } }, policyNames: 'chain-only' },
      finds: [],
    },
    { title: 'another name', scene: { certificates: { leaf: { names: null, commonName: 'other.example.net' } } }, finds: [] },
    { title: 'version 1, which has no more', scene: { certificates: { leaf: { version: 1 } } }, finds: [] },
  ],
  check(facts, _context, report) {
    const { names, leaf, policy } = facts;
    if (!names?.rfc5922.matches || names.rfc5922.by !== 'cn' || policy.names !== 'full') return;
    if (leaf.version < 3 || ownIndex(facts) !== 0) return;
    const name = visibleName(names.reference);
    report(
      `The name ${name} is in the CN and there is no SAN. RFC 5922 lets a verifier accept that (MAY); Go (LiveKit, sipgo) and browsers refuse.`,
      {
        at: placeOf(facts, leaf),
        remedy: `Reissue with DNS:${name} in the SAN.`,
        command: printCommand(facts, leaf, '-subject -ext subjectAltName'),
      },
    );
  },
});
