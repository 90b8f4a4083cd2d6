import { identitiesOf, ownIndex, placeOf, verifyCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { addressBytes } from '../../x509/ip-address';
import { isNameless } from '../../x509/odd-names';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/name-mismatch',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Certificate does not name the domain',
  remedy: 'Reissue with the name that is dialled in the SAN (DNS, or a sip: URI), or dial the name it has.',
  cites: ['RFC 5922 §7.1', 'RFC 5922 §7.2', 'RFC 5922 §7.3'],
  examples: [
    { title: 'another name', scene: { certificates: { leaf: { names: ['DNS:other.example.net'] } } }, finds: ['error'] },
    {
      title: 'a wildcard that does not reach so far',
      scene: { reference: 'a.sip.example.com', certificates: { leaf: { names: ['DNS:*.example.com'] } } },
      finds: ['error'],
    },
    {
      title: 'names are not compared, by policy',
      scene: { certificates: { leaf: { names: ['DNS:other.example.net'] } }, policyNames: 'chain-only' },
      finds: ['info'],
    },
    { title: 'an address that the user gave as server name', scene: { reference: '192.0.2.1', isNameGiven: true }, finds: ['error'] },
    { title: 'another letter case', scene: { certificates: { leaf: { names: ['DNS:SIP.example.com'] } } }, finds: [] },
    { title: 'a wildcard', scene: { certificates: { leaf: { names: ['DNS:*.example.com'] } } }, finds: [] },
    {
      title: 'the SRV target',
      scene: {
        reference: 'example.com',
        srvTarget: 'sip1.provider.example',
        certificates: { leaf: { names: ['DNS:sip1.provider.example'] } },
      },
      finds: [],
    },
    { title: 'an address was dialled', scene: { reference: '192.0.2.1' }, finds: [] },
    {
      title: 'it has no name at all',
      scene: { certificates: { leaf: { commonName: null, organization: 'Lab', names: null } } },
      finds: [],
    },
    {
      title: 'a certificate of a client',
      scene: { certificates: { leaf: { names: ['DNS:other.example.net'] } }, purpose: 'client' },
      finds: [],
    },
    { title: 'the first certificate is not the own one', scene: { sent: ['intermediate', 'leaf'] }, finds: [] },
  ],
  check(facts, _context, report) {
    const { names, leaf, srvTarget, isNameGiven, policy } = facts;
    if (!names || facts.purpose !== 'server' || ownIndex(facts) !== 0 || names.rfc5922.matches || names.practice.matches) return;
    if (srvTarget?.verdict.matches || isNameless(leaf) || (addressBytes(names.reference) && !isNameGiven)) return;
    const isCompared = policy.names === 'full';
    const consequence = isCompared ? 'Every client that checks names hangs up.' : 'The name is not compared, by policy (chain-only).';
    report(`You asked for ${visibleName(names.reference)}; the certificate is for ${identitiesOf(leaf)}. ${consequence}`, {
      at: placeOf(facts, leaf),
      remedy: remedyFor(names.reference),
      command: verifyCommand(facts),
      ...(!isCompared && { atMost: 'info' }),
    });
  },
});

function remedyFor(reference: string): string {
  const name = visibleName(reference);
  return addressBytes(reference)
    ? `Dial the name that it has; a private CA can reissue it with IP:${name} in the SAN.`
    : `Reissue with DNS:${name} (or URI:sip:${name}) in the SAN, or dial the name it has.`;
}
