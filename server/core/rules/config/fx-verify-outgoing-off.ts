import { replacing } from '../../config/edits';
import { flexisipFacts, parameterOf } from '../../config/flexisip/read';
import { switchOf } from '../../config/keyed-lines';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/fx-verify-outgoing-off',
  subject: 'config',
  products: ['flexisip'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Outgoing TLS that accepts any certificate',
  remedy: 'Take tls-verify-outgoing=0 out.',
  cites: ['Flexisip reference, global transports', 'RFC 5922 §7.1'],
  examples: [
    {
      title: 'off',
      dialect: 'flexisip',
      files: {
        'flexisip.conf': `
[global]
transports=sips:sip.example.com;tls-verify-outgoing=0;maddr=192.0.2.1
#                                                   ^ config/fx-verify-outgoing-off
tls-certificates-file=/etc/flexisip/tls/agent.pem
tls-certificates-private-key=/etc/flexisip/tls/agent.key
tls-certificates-ca-file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'on by itself',
      dialect: 'flexisip',
      files: {
        'flexisip.conf': `
[global]
transports=sips:sip.example.com:5061;maddr=192.0.2.1
tls-certificates-file=/etc/flexisip/tls/agent.pem
tls-certificates-private-key=/etc/flexisip/tls/agent.key
tls-certificates-ca-file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const transport of flexisipFacts(facts)?.transports ?? []) {
      const verify = parameterOf(transport, 'tls-verify-outgoing');
      if (transport.scheme !== 'sips' || !verify || switchOf(verify.value, 'on') !== 'off') continue;
      report(
        verify.value.place,
        'Neither the chain nor the name of the servers that are connected to is checked: anybody on the way can answer in their place.',
        {
          covers: ['config/verify-client-off'],
          fix: { title: 'Check servers', edits: [replacing(verify.whole, '')] },
        },
      );
    }
  },
});
