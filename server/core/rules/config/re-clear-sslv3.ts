import { reproFacts, saidOf } from '../../config/repro/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/re-clear-sslv3',
  subject: 'config',
  products: ['repro'],
  severity: { practical: 'error', strict: 'error' },
  title: 'SSL 3 is switched on again',
  remedy: 'Take SSL_OP_NO_SSLv3 and SSL_OP_NO_SSLv2 out of OpenSSLCTXClearOptions.',
  cites: ['repro.config, OpenSSLCTXClearOptions', 'RFC 7568 §3'],
  examples: [
    {
      title: 'cleared',
      dialect: 'repro',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
OpenSSLCTXClearOptions = SSL_OP_NO_SSLv3
#                        ^^^^^^^^^^^^^^^ config/re-clear-sslv3
`,
      },
    },
    {
      title: 'another flag',
      dialect: 'repro',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
OpenSSLCTXClearOptions = SSL_OP_NO_TICKET
`,
      },
    },
  ],
  check(facts, _context, report) {
    const line = saidOf(reproFacts(facts)?.lines ?? [], 'OpenSSLCTXClearOptions');
    const [flag] = line ? (/SSL_OP_NO_SSLv[23]/.exec(line.value.text) ?? []) : [];
    if (!line || flag === undefined) return;
    report(
      line.value.place,
      `${flag} is cleared, so that SSL ${flag.slice(-1)} is allowed again where the library still has it: it is broken, and prohibited.`,
    );
  },
});
