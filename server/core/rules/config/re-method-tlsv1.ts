import { replacing } from '../../config/edits';
import { reproFacts } from '../../config/repro/read';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/re-method-tlsv1',
  subject: 'config',
  products: ['repro'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Exactly TLS 1.0',
  remedy: 'Write SSLv23, which negotiates the version.',
  cites: ['repro.config, TLSConnectionMethod', 'RFC 8996 §4'],
  examples: [
    {
      title: 'of the single port',
      dialect: 'repro',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
TLSConnectionMethod = TLSv1
#                     ^^^^^ config/re-method-tlsv1
`,
      },
    },
    {
      title: 'of a transport',
      dialect: 'repro',
      files: {
        'repro.config': `
Transport1Interface = 192.0.2.1:5061
Transport1Type = TLS
Transport1TlsDomain = sip.example.com
Transport1TlsConnectionMethod = tlsv1
#                               ^^^^^ config/re-method-tlsv1
`,
      },
    },
    {
      title: 'the one that negotiates',
      dialect: 'repro',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
TLSConnectionMethod = SSLv23
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { key, value } of reproFacts(facts)?.lines ?? []) {
      if (!/^(?:TLS|Transport\d+Tls)ConnectionMethod$/i.test(key.text) || value.text.toLowerCase() !== 'tlsv1') continue;
      report(
        value.place,
        `${quoted(value.text)} is exactly TLS 1.0, which RFC 8996 has withdrawn: current libraries and most peers refuse it.`,
        {
          covers: ['config/method-single-old', 'config/method-deprecated'],
          fix: { title: 'Write SSLv23', edits: [replacing(value.place, 'SSLv23')] },
        },
      );
    }
  },
});
