import { flexisipFacts, parameterOf } from '../../config/flexisip/read';
import { type KeyedLine, lineOf } from '../../config/keyed-lines';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/fx-cert-pair',
  subject: 'config',
  products: ['flexisip'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Half of a certificate and its key',
  remedy: 'Set both tls-certificates-file and tls-certificates-private-key, or neither.',
  cites: ['Flexisip reference, global tls-certificates-private-key'],
  examples: [
    {
      title: 'only the file',
      dialect: 'flexisip',
      files: {
        'flexisip.conf': `
[global]
transports=sips:sip.example.com
tls-certificates-file=/etc/flexisip/tls/agent.pem
^^^^^^^^^^^^^^^^^^^^^ config/fx-cert-pair
`,
      },
    },
    {
      title: 'only the key, of one transport',
      dialect: 'flexisip',
      files: {
        'flexisip.conf': `
[global]
transports=sips:sip.example.com;tls-certificates-private-key=/etc/flexisip/tls/agent.key
#                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/fx-cert-pair
tls-certificates-file=/etc/flexisip/tls/agent.pem
tls-certificates-private-key=/etc/flexisip/tls/agent.key
tls-certificates-ca-file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'both',
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
    const own = flexisipFacts(facts);
    const [file, key] = [lineOf(own?.global ?? [], 'tls-certificates-file'), lineOf(own?.global ?? [], 'tls-certificates-private-key')];
    const isSaid = (line: KeyedLine | undefined): boolean => line !== undefined && line.value.text !== '';
    const only = isSaid(file) ? file : key;
    if (only && isSaid(file) !== isSaid(key)) report(only.key.place, message(only.key.text));
    for (const transport of own?.transports ?? []) {
      const [certificate, secret] = [
        parameterOf(transport, 'tls-certificates-file'),
        parameterOf(transport, 'tls-certificates-private-key'),
      ];
      const one = certificate ?? secret;
      if (one && (certificate === undefined) !== (secret === undefined)) report(one.value.place, message(one.name));
    }
  },
});

const message = (name: string): string => `${name} is set without the other of the two: Flexisip does not start with half a pair.`;
