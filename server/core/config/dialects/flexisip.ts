import { completeFlexisip } from '../completion/flexisip';
import type { Dialect } from '../dialect';
import { readFlexisip } from '../flexisip/read';
import { flexisipSettings } from '../flexisip/settings';

export const flexisip: Dialect = {
  id: 'flexisip',
  title: 'Flexisip',
  product: 'flexisip',
  names: ['flexisip.conf'],
  globs: ['**/flexisip/**/*.conf'],
  language: { id: 'flexisip', title: 'Flexisip', names: ['flexisip.conf'], patterns: ['**/flexisip/**/*.conf'] },
  isOther: (head) => !/^[ \t]*\[[\w:-]+\]/m.test(head),
  shape(head) {
    let score = 0;
    if (/^\[module::\w+\]/m.test(head)) score += 5;
    if (/^\[global\]/m.test(head) && /^[#\t ]*(?:transports|tls-certificates-(?:dir|file|private-key)|aliases)[ \t]*=/m.test(head))
      score += 4;
    if (/^\[(?:inter-domain-connections|stun-server|event-logs|b2bua-server)\]/m.test(head)) score += 2;
    return Math.min(10, score);
  },
  read: readFlexisip,
  settings: flexisipSettings,
  complete: completeFlexisip,
  examples: [
    {
      title: 'a name with a bind address, and what is not secured',
      files: {
        'flexisip.conf': `
[global]
transports=sips:sip.example.com:5061;maddr=192.0.2.1;tls-verify-incoming=1 sip:192.0.2.1:5060
tls-certificates-file=/etc/flexisip/tls/agent.pem
tls-certificates-private-key=/etc/flexisip/tls/agent.key
tls-certificates-ca-file=/etc/ssl/certs/ca-certificates.crt
`,
      },
      facts: `
listener tls 192.0.2.1:5061 advertises sip.example.com profile sips:sip.example.com:5061
listener udp 192.0.2.1:5060
listener tcp 192.0.2.1:5060
profile sips:sip.example.com:5061 both versions unknown to unknown by default certificate /etc/flexisip/tls/agent.pem key /etc/flexisip/tls/agent.key ca /etc/ssl/certs/ca-certificates.crt verify on require on name on announces sip.example.com
`,
    },
  ],
};
