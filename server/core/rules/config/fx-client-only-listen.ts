import { flexisipFacts, parameterOf } from '../../config/flexisip/read';
import { switchOf } from '../../config/keyed-lines';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/fx-client-only-listen',
  subject: 'config',
  products: ['flexisip'],
  severity: { practical: 'info', strict: 'info' },
  title: 'No TLS comes in',
  remedy: 'Add a sips: transport without tls-client-connection.',
  cites: ['Flexisip reference, global transports'],
  examples: [
    {
      title: 'the only one',
      dialect: 'flexisip',
      files: {
        'flexisip.conf': `
[global]
transports=sips:sip.example.com;tls-client-connection=1 sip:192.0.2.1
#                                                     ^ config/fx-client-only-listen
tls-certificates-file=/etc/flexisip/tls/agent.pem
tls-certificates-private-key=/etc/flexisip/tls/agent.key
tls-certificates-ca-file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'one of two',
      dialect: 'flexisip',
      files: {
        'flexisip.conf': `
[global]
transports=sips:sip.example.com;tls-client-connection=1 sips:sip.example.com:5062
tls-certificates-file=/etc/flexisip/tls/agent.pem
tls-certificates-private-key=/etc/flexisip/tls/agent.key
tls-certificates-ca-file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
  ],
  check(facts, _context, report) {
    const secure = flexisipFacts(facts)?.transports.filter(({ scheme }) => scheme === 'sips') ?? [];
    const [only] = secure;
    const client = only && parameterOf(only, 'tls-client-connection');
    if (!client || secure.length > 1 || switchOf(client.value, 'off') !== 'on') return;
    report(client.value.place, 'The only TLS transport is for connections that go out: nobody can connect to this server over TLS.');
  },
});
