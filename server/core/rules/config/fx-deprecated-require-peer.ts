import { replacing } from '../../config/edits';
import { flexisipFacts, parameterOf } from '../../config/flexisip/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/fx-deprecated-require-peer',
  subject: 'config',
  products: ['flexisip'],
  severity: { practical: 'info', strict: 'info' },
  title: 'Old name of a parameter',
  remedy: 'Write tls-verify-incoming.',
  cites: ['Flexisip reference, global transports'],
  examples: [
    {
      title: 'by the old name',
      dialect: 'flexisip',
      files: {
        'flexisip.conf': `
[global]
transports=sips:sip.example.com;require-peer-certificate=1
#                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/fx-deprecated-require-peer
tls-certificates-file=/etc/flexisip/tls/agent.pem
tls-certificates-private-key=/etc/flexisip/tls/agent.key
tls-certificates-ca-file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'by the new one',
      dialect: 'flexisip',
      files: {
        'flexisip.conf': `
[global]
transports=sips:sip.example.com;tls-verify-incoming=1
tls-certificates-file=/etc/flexisip/tls/agent.pem
tls-certificates-private-key=/etc/flexisip/tls/agent.key
tls-certificates-ca-file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const transport of flexisipFacts(facts)?.transports ?? []) {
      const old = parameterOf(transport, 'require-peer-certificate');
      if (!old) continue;
      report(old.whole, 'require-peer-certificate is deprecated as a parameter of a transport; tls-verify-incoming says the same.', {
        ...(!parameterOf(transport, 'tls-verify-incoming') && {
          fix: {
            title: 'Write tls-verify-incoming',
            edits: [replacing(old.whole, `;tls-verify-incoming${old.value.text === '' ? '' : `=${old.value.text}`}`)],
          },
        }),
      });
    }
  },
});
