import { ownIndex, placeOf, printCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { unusableSipUris } from '../../x509/odd-names';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/uri-san-unusable',
  subject: 'chain',
  severity: { practical: 'info', strict: 'warning' },
  title: 'URI in the SAN that names no SIP domain',
  remedy: 'Write it as a sip: URI with the host alone.',
  cites: ['RFC 5922 §7.1', 'RFC 5922 §7.2'],
  examples: [
    {
      title: 'scheme sips',
      scene: { certificates: { leaf: { names: ['URI:sips:sip.example.com', 'DNS:sip.example.com'] } } },
      finds: ['info'],
    },
    {
      title: 'a user',
      scene: { certificates: { leaf: { names: ['URI:sip:alice@example.com', 'DNS:sip.example.com'] } } },
      finds: ['info'],
    },
    { title: 'a port', scene: { certificates: { leaf: { names: ['URI:sip:sip.example.com:5061'] } } }, finds: ['info'] },
    { title: 'the host alone', scene: { certificates: { leaf: { names: ['URI:sip:example.com'] } } }, finds: [] },
    {
      title: 'other schemes',
      scene: { certificates: { leaf: { names: ['URI:https://example.com/a@b', 'URI:spiffe://example.com/sip', 'DNS:sip.example.com'] } } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { leaf } = facts;
    if (ownIndex(facts) !== 0) return;
    const [first, ...others] = unusableSipUris(leaf);
    if (!first) return;
    const more = others.length > 0 ? ` There ${others.length === 1 ? 'is one more' : `are ${others.length} more`} of that kind.` : '';
    report(`${visibleName(first.uri, 120)} ${reasons[first.why]}.${more}`, {
      at: placeOf(facts, leaf),
      ...(first.host !== undefined && { remedy: `Write URI:sip:${visibleName(first.host)}.` }),
      command: printCommand(facts, leaf, '-ext subjectAltName'),
    });
  },
});

const reasons = {
  sips: 'does not count as a SIP domain: only the scheme sip is accepted there, also for TLS',
  user: 'does not count as a SIP domain: with a user part it names a person',
  'more-than-host': 'is more than a SIP domain: the comparison takes the host only, some stacks compare the whole text',
} as const;
