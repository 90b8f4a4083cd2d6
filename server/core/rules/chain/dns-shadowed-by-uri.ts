import { ownIndex, placeOf, printCommand } from '../../probe/chain-words';
import { visibleName, visibleNames } from '../../text/visible-name';
import { sipDomain } from '../../x509/names';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/dns-shadowed-by-uri',
  subject: 'chain',
  severity: { practical: 'info', strict: 'error' },
  title: 'A sip: URI in the SAN hides the DNS names',
  remedy: 'Add a sip: URI of the domain, or leave the URI out.',
  cites: ['RFC 5922 §7.1'],
  examples: [
    {
      title: 'a URI of another domain',
      scene: { certificates: { leaf: { names: ['URI:sip:example.org', 'DNS:sip.example.com'] } } },
      finds: ['info'],
    },
    {
      title: 'by the letter',
      profile: 'strict',
      scene: { certificates: { leaf: { names: ['URI:sip:example.org', 'DNS:sip.example.com'] } } },
      finds: ['error'],
    },
    {
      title: 'names are not compared, by policy',
      profile: 'strict',
      scene: { certificates: { leaf: { names: ['URI:sip:example.org', 'DNS:sip.example.com'] } }, policyNames: 'chain-only' },
      finds: ['info'],
    },
    {
      title: 'a URI of the domain',
      scene: { certificates: { leaf: { names: ['URI:sip:sip.example.com', 'DNS:sip.example.com'] } } },
      finds: [],
    },
    {
      title: 'URIs of other schemes, or of a user',
      scene: { certificates: { leaf: { names: ['URI:https://example.org', 'URI:sip:alice@example.org', 'DNS:sip.example.com'] } } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { names, leaf, policy } = facts;
    if (!names?.practice.matches || names.practice.by !== 'dns' || names.rfc5922.matches || ownIndex(facts) !== 0) return;
    const uris = (leaf.subjectAltNames ?? []).flatMap(({ type, value }) => (type === 'uri' && sipDomain(value) ? value : []));
    if (names.practice.identity.includes('*') || uris.length === 0) return;
    const name = visibleName(names.reference);
    report(
      `The SAN has ${visibleNames(uris, 3, 100)}, and then RFC 5922 counts only such URIs: DNS:${name} is not looked at. Most stacks do look at it.`,
      {
        at: placeOf(facts, leaf),
        remedy: `Add URI:sip:${name}, or leave the URI out.`,
        command: printCommand(facts, leaf, '-ext subjectAltName'),
        ...(policy.names === 'chain-only' && { atMost: 'info' }),
      },
    );
  },
});
