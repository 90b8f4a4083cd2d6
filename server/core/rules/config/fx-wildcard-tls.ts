import { flexisipFacts } from '../../config/flexisip/read';
import { isIpLiteral } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/fx-wildcard-tls',
  subject: 'config',
  products: ['flexisip'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS transport without a name',
  remedy: 'Write the name of this server, and the address that is bound as maddr.',
  cites: ['RFC 5922 §4', 'Flexisip reference, global transports'],
  examples: [
    {
      title: 'all addresses, and one',
      dialect: 'flexisip',
      files: {
        'flexisip.conf': `
[global]
transports=sips:* sips:192.0.2.1:5061
#          ^^^^^^ config/fx-wildcard-tls
#                 ^^^^^^^^^^^^^^^^^^^ config/fx-wildcard-tls
tls-certificates-file=/etc/flexisip/tls/agent.pem
tls-certificates-private-key=/etc/flexisip/tls/agent.key
tls-certificates-ca-file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'a name',
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
    for (const { scheme, host, value } of flexisipFacts(facts)?.transports ?? []) {
      if (scheme !== 'sips' || !host.isKnown || (host.text !== '*' && !isIpLiteral(host.text))) continue;
      report(
        value.place,
        `Record-Route and Via will carry ${host.text === '*' ? 'an address' : host.text}, which the certificate hardly covers: whoever checks names refuses this server.`,
        {
          remedy: `Write the name and the address that is bound: sips:sip.example.com:5061${host.text === '*' ? '' : `;maddr=${host.text}`}.`,
          covers: ['config/cert-name-ip'],
        },
      );
    }
  },
});
