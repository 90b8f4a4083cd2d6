import { dayOf, lasting, nameOf } from '../../probe/chain-words';
import { ownCertificates } from '../config-certificates';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cert-notyet',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'Certificate is not valid yet',
  remedy: 'Wait until it is, or go back to the old one; check the clock of the authority.',
  cites: ['RFC 5280 §4.1.2.5'],
  examples: [
    {
      title: 'it begins tomorrow',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'], beginsInDays: 1 }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
#             ^^^^^^^^^^^^^^ config/cert-notyet
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
    for (const { ref, file } of ownCertificates(facts, context)) {
      const early = file.certificates.find((one) => one.kind === 'certificate' && context.now < one.notBefore);
      if (early?.kind !== 'certificate') continue;
      const ahead = early.notBefore.getTime() - context.now.getTime();
      report(
        ref.value.place,
        `${nameOf(early)} is not valid before ${dayOf(early.notBefore)}, in ${lasting(ahead)}: until then every peer that verifies refuses the connection.`,
      );
    }
  },
});
