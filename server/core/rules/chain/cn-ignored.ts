import { identitiesOf, ownIndex, placeOf, verifyCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { isSameHost } from '../../x509/names';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/cn-ignored',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Name is in the CN, but a SAN exists',
  remedy: 'Reissue with the name in the SAN.',
  cites: ['RFC 5922 §7.1', 'RFC 9525 §2'],
  examples: [
    {
      title: 'the subjectAltName has another name',
      scene: { certificates: { leaf: { names: ['DNS:www.example.com'] } } },
      finds: ['warning'],
    },
    {
      title: 'the subjectAltName has no host',
      scene: { certificates: { leaf: { names: ['email:admin@example.com'] } } },
      finds: ['warning'],
    },
    {
      title: 'the other way round',
      scene: { certificates: { leaf: { commonName: 'www.example.com', names: ['DNS:sip.example.com'] } } },
      finds: [],
    },
    { title: 'a wildcard in the subjectAltName', scene: { certificates: { leaf: { names: ['DNS:*.example.com'] } } }, finds: [] },
    { title: 'no subjectAltName', scene: { certificates: { leaf: { names: null } } }, finds: [] },
    {
      title: 'names are not compared, by policy',
      scene: { certificates: { leaf: { names: ['DNS:www.example.com'] } }, policyNames: 'chain-only' },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { names, leaf, policy } = facts;
    if (!names || names.rfc5922.matches || names.practice.matches || policy.names !== 'full' || ownIndex(facts) !== 0) return;
    if (!leaf.subjectAltNames || !leaf.subject.commonNames.some((name) => isSameHost(name, names.reference))) return;
    const name = visibleName(names.reference);
    report(
      `The CN says ${name}, but as soon as a certificate has a SAN the CN no longer counts, and the SAN lists ${identitiesOf(leaf)}. pjproject accepts it, others hang up.`,
      { at: placeOf(facts, leaf), remedy: `Reissue with DNS:${name} in the SAN.`, command: verifyCommand(facts) },
    );
  },
});
