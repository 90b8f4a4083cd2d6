import { replacing } from '../../config/edits';
import { reproFacts, saidOf } from '../../config/repro/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/re-options-lost',
  subject: 'config',
  products: ['repro'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Flags that replace the safe ones',
  remedy: 'List SSL_OP_NO_SSLv2, SSL_OP_NO_SSLv3 and SSL_OP_NO_COMPRESSION, too.',
  cites: ['repro.config, OpenSSLCTXSetOptions', 'RFC 7568 §3'],
  examples: [
    {
      title: 'one flag',
      dialect: 'repro',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
OpenSSLCTXSetOptions = SSL_OP_NO_TLSv1
#                      ^^^^^^^^^^^^^^^ config/re-options-lost
`,
      },
    },
    {
      title: 'all of them',
      dialect: 'repro',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
OpenSSLCTXSetOptions = SSL_OP_NO_SSLv2,SSL_OP_NO_SSLv3,SSL_OP_NO_COMPRESSION,SSL_OP_NO_TLSv1
`,
      },
    },
  ],
  check(facts, _context, report) {
    const line = saidOf(reproFacts(facts)?.lines ?? [], 'OpenSSLCTXSetOptions');
    if (!line?.value.isKnown) return;
    const missing = needed.filter((flag) => !line.value.text.includes(flag));
    if (missing.length === 0) return;
    const separator = line.value.text.includes(',') || !line.value.text.includes('|') ? ',' : '|';
    report(
      line.value.place,
      `What stands here replaces the default flags, and ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not among it: what they ruled out is allowed again.`,
      {
        fix: { title: 'Add the flags', edits: [replacing(line.value.place, [line.value.text, ...missing].join(separator))] },
      },
    );
  },
});

const needed = ['SSL_OP_NO_SSLv2', 'SSL_OP_NO_SSLv3', 'SSL_OP_NO_COMPRESSION'];
