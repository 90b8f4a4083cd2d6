import { linesBelow } from '../../config/edits';
import { flexisipFacts, parameterOf } from '../../config/flexisip/read';
import { lineOf, switchOf } from '../../config/keyed-lines';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/fx-mtls-no-ca',
  subject: 'config',
  products: ['flexisip'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Client certificates are asked for, and no authority is known',
  remedy: 'Set tls-certificates-ca-file.',
  cites: ['Flexisip reference, global tls-certificates-ca-file'],
  examples: [
    {
      title: 'none',
      dialect: 'flexisip',
      files: {
        'flexisip.conf': `
[global]
transports=sips:sip.example.com;tls-verify-incoming=1
#                                                   ^ config/fx-mtls-no-ca
tls-certificates-file=/etc/flexisip/tls/agent.pem
tls-certificates-private-key=/etc/flexisip/tls/agent.key
`,
      },
    },
    {
      title: 'one',
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
    const own = flexisipFacts(facts);
    if (!own) return;
    const global = lineOf(own.global, 'tls-certificates-ca-file')?.value;
    const folder = lineOf(own.global, 'tls-certificates-dir');
    for (const transport of own.transports) {
      const verify = parameterOf(transport, 'tls-verify-incoming');
      const ca = parameterOf(transport, 'tls-certificates-ca-file')?.value ?? global;
      if (transport.scheme !== 'sips' || !verify || switchOf(verify.value, 'off') !== 'on' || (ca && ca.text !== '') || folder) continue;
      report(
        verify.value.place,
        'Clients are asked for certificates, and there is no list of authorities to check them against: nobody gets in.',
        {
          covers: ['config/mtls-no-ca'],
          fix: {
            title: 'Trust the authorities in /etc/ssl/certs/ca-certificates.crt',
            edits: [
              linesBelow(facts, lineOf(own.global, 'transports')?.whole ?? transport.value.place, [
                'tls-certificates-ca-file=/etc/ssl/certs/ca-certificates.crt',
              ]),
            ],
          },
        },
      );
    }
  },
});
