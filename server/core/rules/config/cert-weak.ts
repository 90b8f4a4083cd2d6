import { nameOf } from '../../probe/chain-words';
import { type Certificate, isSelfIssued } from '../../x509/certificate';
import { ownCertificates } from '../config-certificates';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cert-weak',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Certificate with a short key or an old signature',
  remedy: 'Reissue it with RSA 2048 or P-256, signed with SHA-256.',
  cites: ['RFC 9325 §4.5', 'RFC 9155 §3'],
  examples: [
    {
      title: 'RSA with 1024 bits',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'], key: 'RSA-1024' }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], key: 'RSA-1024', holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
#             ^^^^^^^^^^^^^^ config/cert-weak
private_key = tls/server.key
`,
      },
    },
    {
      title: 'signed with SHA-1',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'], isSha1: true }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
#             ^^^^^^^^^^^^^^ config/cert-weak
private_key = tls/server.key
`,
      },
    },
    {
      title: 'RSA with 2048 bits',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'], key: 'RSA-2048' }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], key: 'RSA-2048', holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
`,
      },
    },
    {
      title: 'as it should be',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
`,
      },
    },
  ],
  check(facts, context, report) {
    for (const { ref, file } of ownCertificates(facts, context))
      for (const one of file.certificates) {
        const why = one.kind === 'certificate' ? weaknessOf(one) : undefined;
        if (one.kind === 'certificate' && why !== undefined)
          report(ref.value.place, `${nameOf(one)} ${why}. OpenSSL at security level 2, the one of Debian and Ubuntu, refuses it.`);
      }
  },
});

function weaknessOf(certificate: Certificate): string | undefined {
  const { key, signature } = certificate;
  const { type, bits = Number.POSITIVE_INFINITY } = key;
  if ((type === 'RSA' && bits < 2048) || (type === 'EC' && bits < 256)) return `has a ${bits}-bit ${type} key`;
  // What a certificate signed itself with proves nothing.
  return !isSelfIssued(certificate) && /^(?:md[25]|sha1)$/.test(signature.hash ?? '') ? `is signed with ${signature.name}` : undefined;
}
