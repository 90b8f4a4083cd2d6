import { completeRepro } from '../completion/keyed';
import type { Dialect } from '../dialect';
import { readRepro } from '../repro/read';
import { reproSettings } from '../repro/settings';

const keys =
  /^[ \t]*(?:TLSPort|UDPPort|TLSDomainName|TLSClientVerification|TLSConnectionMethod|Transport1(?:Interface|Type)|RecordRouteUri|HttpAdminRealm|EnableSipMessageLogging|CommandPort|RegSyncPort)[ \t]*=/gm;

export const repro: Dialect = {
  id: 'repro',
  title: 'reSIProcate repro',
  product: 'repro',
  names: ['repro.config'],
  globs: ['**/repro/*.config'],
  language: { id: 'repro', title: 'repro', names: ['repro.config'], patterns: [] },
  isOther: (head) => !/^[ \t]*\w+[ \t]*=/m.test(head),
  shape: (head) => Math.min(10, 3 * new Set(head.match(keys)).size),
  read: readRepro,
  settings: reproSettings,
  complete: completeRepro,
  examples: [
    {
      title: 'single ports',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
TLSClientVerification = Mandatory
TLSConnectionMethod = TLSv1
CADirectory = /etc/ssl/certs
WSPort =
`,
      },
      facts: `
listener udp 192.0.2.1:5060
listener tls 192.0.2.1:5061 profile TLS
profile TLS both versions TLSv1 to TLSv1 certificate /etc/repro/sip.pem key /etc/repro/sip.key ca /etc/ssl/certs verify on require on name on announces sip.example.com
`,
    },
    {
      title: 'transports by number, which switch the single ports off',
      files: {
        'repro.config': `
TLSPort = 5061
Transport1Interface = 192.0.2.1:5060
Transport1Type = TCP
Transport2Interface = [2001:db8::1]:5071
Transport2Type = TLS
Transport2TlsDomain = sip.example.com
`,
      },
      facts: `
listener tcp 192.0.2.1:5060
listener tls [2001:db8::1]:5071 profile Transport2
profile Transport2 both versions unknown to TLSv1.3 by default verify on require off name on announces sip.example.com
`,
    },
  ],
};
