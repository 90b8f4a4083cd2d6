import { ownIndex, placeOf, printCommand } from '../../probe/chain-words';
import { registrableDomain } from '../../x509/domain';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/unrelated-domains',
  subject: 'chain',
  severity: { practical: 'off', strict: 'info' },
  title: 'Certificate for many unrelated domains',
  remedy: 'Per-domain certificates with SNI, once all clients send SNI.',
  cites: ['RFC 5922 §7.8'],
  examples: [
    {
      title: 'twelve domains',
      scene: {
        certificates: {
          leaf: {
            names: [
              'DNS:sip.example.com',
              'DNS:sip.a1.example',
              'DNS:sip.a2.example',
              'DNS:*.a3.example',
              'DNS:a4.example',
              'DNS:a5.example',
              'DNS:a6.example',
              'DNS:a7.example',
              'DNS:a8.example',
              'DNS:a9.example',
              'DNS:a10.example',
              'DNS:a11.test',
            ],
          },
        },
      },
      finds: ['info'],
    },
    {
      title: 'twelve names of one domain',
      scene: {
        certificates: {
          leaf: {
            names: [
              'DNS:sip.example.com',
              'DNS:a1.example.com',
              'DNS:a2.example.com',
              'DNS:a3.example.com',
              'DNS:a4.example.com',
              'DNS:a5.example.com',
              'DNS:a6.example.com',
              'DNS:a7.example.com',
              'DNS:a8.example.com',
              'DNS:a9.example.com',
              'DNS:a10.example.com',
              'DNS:a11.example.com',
            ],
          },
        },
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { leaf } = facts;
    const hosts = (leaf.subjectAltNames ?? []).flatMap(({ type, value }) => (type === 'dns' ? value.replace(/^\*\./, '') : []));
    const domains = new Set(hosts.flatMap((host) => registrableDomain(host) ?? []));
    if (domains.size <= 10 || ownIndex(facts) !== 0) return;
    report(
      `${domains.size} domains share this certificate (hosting). That is allowed; its key counts for all of them, and each change of one customer replaces the certificate of all.`,
      { at: placeOf(facts, leaf), command: printCommand(facts, leaf, '-ext subjectAltName') },
    );
  },
});
