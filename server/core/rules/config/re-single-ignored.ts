import { numberOf } from '../../config/keyed-lines';
import { optionOf, reproFacts, saidOf } from '../../config/repro/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/re-single-ignored',
  subject: 'config',
  products: ['repro'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Ports that are passed over',
  remedy: 'Write them as transports, or take the numbered transports out.',
  cites: ['repro.config, Transport1Interface'],
  examples: [
    {
      title: 'both',
      dialect: 'repro',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
^^^^^^^ config/re-single-ignored
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
Transport1Interface = 192.0.2.1:5061
Transport1Type = TCP
`,
      },
    },
    {
      title: 'off, and empty',
      dialect: 'repro',
      files: {
        'repro.config': `
TLSPort = 0
WSSPort =
Transport1Interface = 192.0.2.1:5061
Transport1Type = TLS
Transport1TlsDomain = sip.example.com
`,
      },
    },
    {
      title: 'one of the two',
      dialect: 'repro',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = reproFacts(facts);
    const first = own?.groups.find((group) => optionOf(group, 'interface'));
    const line = first && optionOf(first, 'interface');
    if (!own || !line) return;
    for (const key of ['TLSPort', 'WSSPort', 'DTLSPort']) {
      const port = saidOf(own.lines, key);
      if (port && (numberOf(port.value) ?? 1) > 0)
        report(port.key.place, `${key} is passed over, since there is a ${line.key.text}: nothing is bound on ${port.value.text}.`, {
          related: [{ message: 'This switches the single ports off.', place: line.key.place }],
        });
    }
  },
});
