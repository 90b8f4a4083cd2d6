import { nameOf } from '../../probe/chain-words';
import { ownCertificates } from '../config-certificates';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cert-order',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'Certificate file does not begin with the own certificate',
  remedy: 'Put the own certificate first, then its issuers; opened as text, the file offers an edit that does it.',
  cites: ['RFC 5246 §7.4.2', 'RFC 8446 §4.4.2'],
  examples: [
    {
      title: 'the authority first',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ isCa: true }, { names: ['sip.example.com'] }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
#             ^^^^^^^^^^^^^^ config/cert-order
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
    for (const { ref, file, leaf } of ownCertificates(facts, context)) {
      const [first] = file.certificates;
      if (first === leaf || first?.kind !== 'certificate') continue;
      report(
        ref.value.place,
        `The file begins with ${nameOf(first)}; the own certificate, ${nameOf(leaf)}, has to come first. With another one in front OpenSSL says "key values mismatch", and TLS does not start.`,
      );
    }
  },
});
