import { replacing } from '../../config/edits';
import { flexisipFacts } from '../../config/flexisip/read';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/fx-transport-tls',
  subject: 'config',
  products: ['flexisip'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS by a parameter, which Flexisip refuses',
  remedy: 'Write sips: in place of transport=tls.',
  cites: ['Flexisip reference, global transports'],
  examples: [
    {
      title: 'by transport=tls',
      dialect: 'flexisip',
      files: {
        'flexisip.conf': `
[global]
transports=sip:sip.example.com:5061;transport=tls;maddr=192.0.2.1 sip:192.0.2.1
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/fx-transport-tls
tls-certificates-file=/etc/flexisip/tls/agent.pem
tls-certificates-private-key=/etc/flexisip/tls/agent.key
tls-certificates-ca-file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'by sips:',
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
    for (const { scheme, transport, value, schemePlace, parameters } of flexisipFacts(facts)?.transports ?? []) {
      const parameter = parameters.findLast(({ name }) => name === 'transport');
      if (transport !== 'tls' || !parameter) continue;
      report(value.place, `${quoted(value.text)} says TLS by a parameter: Flexisip does not start with it.`, {
        covers: ['config/uri-transport-tls-deprecated', 'config/port-tls-on-5060'],
        fix: {
          title: 'Write sips:',
          edits: [...(scheme === 'sip' ? [replacing(schemePlace, 'sips')] : []), replacing(parameter.whole, '')],
        },
      });
    }
  },
});
