import { switchOf } from '../../config/keyed-lines';
import { reproFacts, saidOf } from '../../config/repro/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/re-wildcard',
  subject: 'config',
  products: ['repro'],
  severity: { practical: 'hint', strict: 'info' },
  title: 'Names with a star are accepted',
  remedy: 'Leave it off where the servers that are called have certificates of their own.',
  cites: ['RFC 5922 §7.2', 'repro.config, AllowWildcardCertificates'],
  examples: [
    {
      title: 'on',
      dialect: 'repro',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
AllowWildcardCertificates = true
#                           ^^^^ config/re-wildcard
`,
      },
    },
    {
      title: 'off',
      dialect: 'repro',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
AllowWildcardCertificates = false
`,
      },
    },
  ],
  check(facts, _context, report) {
    const line = saidOf(reproFacts(facts)?.lines ?? [], 'AllowWildcardCertificates');
    if (line && switchOf(line.value, 'off') === 'on')
      report(
        line.value.place,
        'Certificates for *.example.com are accepted, which RFC 5922 does not allow for SIP, and many providers need.',
      );
  },
});
