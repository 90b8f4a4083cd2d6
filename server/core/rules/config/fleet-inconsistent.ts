import { dayOf } from '../../probe/chain-words';
import type { Certificate } from '../../x509/certificate';
import { ownCertificates } from '../config-certificates';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/fleet-inconsistent',
  subject: 'config',
  severity: { practical: 'info', strict: 'info' },
  title: 'Two servers show different certificates for one name',
  remedy: 'Give all servers of a name the certificate of one renewal, or keys and dates that you watch one by one.',
  cites: ['RFC 9325 §3.9'],
  examples: [
    {
      title: 'two profiles of one file',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/a.pem': [{ names: ['sip.example.com', 'a.example.com'] }, { isCa: true }],
        'tls/b.pem': [{ names: ['b.example.com', 'sip.example.com'], daysLeft: 80 }, { isCa: true }],
        'tls/a.key': { names: ['sip.example.com'], holds: 'key' },
        'tls/b.key': { names: ['b.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:192.0.2.1:5061]
method = TLSv1.2+
certificate = tls/a.pem
#             ^^^^^^^^^ config/fleet-inconsistent
private_key = tls/a.key

[server:192.0.2.2:5061]
method = TLSv1.2+
certificate = tls/b.pem
private_key = tls/b.key
`,
      },
    },
    {
      title: 'two servers of one workspace',
      dialect: 'kamailio-tls',
      certificates: {
        'a.pem': [{ names: ['sip.example.com', 'a.example.com'] }, { isCa: true }],
        'b.pem': [{ names: ['b.example.com', 'sip.example.com'], daysLeft: 80 }, { isCa: true }],
        'a.key': { names: ['sip.example.com'], holds: 'key' },
        'b.key': { names: ['b.example.com'], holds: 'key' },
      },
      files: {
        'one/tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = a.pem
#             ^^^^^ config/fleet-inconsistent
private_key = a.key
`,
        'two/tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = b.pem
private_key = b.key
`,
      },
    },
    {
      title: 'of other names',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/a.pem': [{ names: ['a.example.com'] }, { isCa: true }],
        'tls/b.pem': [{ names: ['b.example.com'] }, { isCa: true }],
        'tls/a.key': { names: ['a.example.com'], holds: 'key' },
        'tls/b.key': { names: ['b.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:192.0.2.1:5061]
method = TLSv1.2+
certificate = tls/a.pem
private_key = tls/a.key

[server:192.0.2.2:5061]
method = TLSv1.2+
certificate = tls/b.pem
private_key = tls/b.key
`,
      },
    },
  ],
  check(facts, context, report) {
    const own = ownCertificates(facts, context).filter(({ profile }) => profile.role !== 'client');
    const others = context.others.flatMap((other) => ownCertificates(other, context)).filter(({ profile }) => profile.role !== 'client');
    for (const [index, one] of own.entries()) {
      const twin = [...own.slice(index + 1), ...others].find(
        (other) => other.leaf.sha256 !== one.leaf.sha256 && sharedName(one.leaf, other.leaf) !== undefined,
      );
      const name = twin && sharedName(one.leaf, twin.leaf);
      if (!twin || name === undefined) continue;
      const days = `${dayOf(one.leaf.notAfter)} and ${dayOf(twin.leaf.notAfter)}`;
      report(
        one.ref.value.place,
        `Two servers answer for ${quoted(name)} with different certificates, which end on ${days}: a peer that pins one, or a check that sees one, is wrong about the other.`,
        {
          related: [{ message: 'The other certificate.', place: twin.ref.value.place }],
        },
      );
    }
  },
});

function sharedName(a: Certificate, b: Certificate): string | undefined {
  const names = new Set(dnsNames(b));
  return dnsNames(a).find((name) => names.has(name));
}

const dnsNames = ({ subjectAltNames = [] }: Certificate): string[] =>
  subjectAltNames.flatMap(({ type, value }) => (type === 'dns' ? value.toLowerCase() : []));
