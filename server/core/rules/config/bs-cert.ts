import { baresipFacts, parameterOf } from '../../config/baresip/read';
import { linesBelow } from '../../config/edits';
import { fileRefOf } from '../../config/file-ref';
import { lineOf, switchOf } from '../../config/keyed-lines';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/bs-cert',
  subject: 'config',
  products: ['baresip'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Client certificates that cannot be checked, or are not there',
  remedy: 'Set sip_cafile or sip_capath in config; put the file of the account where it is looked for.',
  cites: ['baresip, docs/examples/config'],
  examples: [
    {
      title: 'no authority',
      dialect: 'baresip-config',
      files: {
        config: `
module_path /usr/lib/baresip/modules
module srtp.so
module dtls_srtp.so
sip_verify_client yes
#                 ^^^ config/bs-cert
`,
      },
    },
    {
      title: 'no file',
      dialect: 'baresip-accounts',
      certificates: { 'other.pem': { holds: 'both' } },
      files: {
        accounts: `
<sip:alice@example.com;transport=tls>;cert=client.pem
#                                          ^^^^^^^^^^ config/bs-cert
`,
        config: `
module_path /usr/lib/baresip/modules
module srtp.so
module dtls_srtp.so
sip_cafile /etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'with one',
      dialect: 'baresip-config',
      files: {
        config: `
module_path /usr/lib/baresip/modules
module srtp.so
module dtls_srtp.so
sip_cafile /etc/ssl/certs/ca-certificates.crt
sip_verify_client yes
`,
      },
    },
  ],
  check(facts, context, report) {
    const own = baresipFacts(facts);
    if (own?.here === 'config' && own.config) {
      const client = lineOf(own.config.lines, 'sip_verify_client');
      if (client && switchOf(client.value, 'off') === 'on' && own.config.ca.length === 0)
        report(
          client.value.place,
          'Clients have to show a certificate, and no authority is named that could have issued it: nobody gets in.',
          {
            covers: ['config/mtls-no-ca'],
            fix: {
              title: 'Trust the authorities of the system',
              edits: [linesBelow(facts, client.whole, ['sip_cafile /etc/ssl/certs/ca-certificates.crt'])],
            },
          },
        );
    }
    for (const account of own?.here === 'accounts' ? own.accounts : []) {
      const file = fileRefOf(parameterOf(account, 'cert')?.value, 'certificate-and-key');
      if (file && context.file(file).kind === 'missing')
        report(
          file.value.place,
          `The certificate ${quoted(file.value.text)} is not there: baresip shows none then, and a server that asks for one refuses the connection.`,
          {
            covers: ['config/cert-file-missing'],
          },
        );
    }
  },
});
