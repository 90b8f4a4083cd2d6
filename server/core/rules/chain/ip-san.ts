import { identitiesOf, ownIndex, placeOf, verifyCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { addressBytes } from '../../x509/ip-address';
import { isNameless } from '../../x509/odd-names';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/ip-san',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Address dialled: what the certificate must hold',
  remedy: 'Dial the name; put names into Contact and Record-Route. A private CA can add the address; public CAs rarely do.',
  cites: ['RFC 5280 §4.2.1.6', 'RFC 5922 §7.1', 'RFC 9525 §6.4'],
  examples: [
    { title: 'the certificate has a name', scene: { reference: '192.0.2.1' }, finds: ['warning'] },
    {
      title: 'the address stands there as a DNS name',
      scene: { reference: '192.0.2.1', certificates: { leaf: { names: ['DNS:192.0.2.1'] } } },
      finds: ['warning'],
    },
    {
      title: 'the address is there, which RFC 5922 does not know',
      profile: 'strict',
      scene: { reference: '192.0.2.1', certificates: { leaf: { names: ['IP:192.0.2.1'] } } },
      finds: ['info'],
    },
    { title: 'the address is there', scene: { reference: '192.0.2.1', certificates: { leaf: { names: ['IP:192.0.2.1'] } } }, finds: [] },
    { title: 'a name was dialled', scene: {}, finds: [] },
    { title: 'the user gave a server name', scene: { reference: '192.0.2.1', isNameGiven: true }, finds: [] },
    { title: 'names are not compared, by policy', scene: { reference: '192.0.2.1', policyNames: 'chain-only' }, finds: [] },
  ],
  check(facts, { profile }, report) {
    const { names, leaf, policy } = facts;
    if (!names || !addressBytes(names.reference) || facts.isNameGiven || policy.names !== 'full') return;
    if (facts.purpose !== 'server' || ownIndex(facts) !== 0 || isNameless(leaf)) return;
    const ip = visibleName(names.reference);
    const extras = {
      at: placeOf(facts, leaf),
      remedy: `${remedy} A private CA can add IP:${ip}; public CAs rarely do.`,
      command: verifyCommand(facts),
    };
    if (names.practice.matches) {
      if (profile === 'strict')
        report(`You dialled ${ip}, and the certificate has it as an address. RFC 5922 knows domains only, in DNS names and sip: URIs.`, {
          ...extras,
          severity: 'info',
        });
      return;
    }
    const isText = leaf.subjectAltNames?.some(({ type, value }) => type === 'dns' && value === names.reference);
    report(
      `You dialled ${ip}; the certificate names ${identitiesOf(leaf)}${isText ? `, and DNS:${ip} is text, not an address` : ''}. Verifying clients refuse; in-dialog requests to an IP in Contact or Record-Route fail the same way.`,
      extras,
    );
  },
});

const remedy = 'Dial the name; put names into Contact and Record-Route.';
