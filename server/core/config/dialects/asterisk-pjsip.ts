import { readPjsip } from '../asterisk/read-pjsip';
import { pjsipSettings } from '../asterisk/settings/pjsip';
import { completePjsip } from '../completion/asterisk';
import type { Dialect } from '../dialect';

/** Asterisk's res_pjsip: transports, endpoints and what belongs to them, and the wizard that writes them. */
export const asteriskPjsip: Dialect = {
  id: 'asterisk-pjsip',
  title: 'Asterisk PJSIP',
  product: 'asterisk',
  names: ['pjsip.conf', 'pjsip_wizard.conf'],
  globs: ['**/pjsip*.conf', '**/pjsip.d/*.conf', '**/asterisk/**/pjsip*.conf*', '**/pjsip*.conf.{j2,sample,tmpl,template,tpl,erb}'],
  language: {
    id: 'asterisk',
    names: ['pjsip.conf', 'pjsip_wizard.conf'],
    patterns: ['pjsip*.conf', '**/pjsip.d/*.conf', '**/asterisk/**/pjsip*.conf'],
  },
  // pjsip_notify.conf holds messages, not objects.
  isOther: (head) => /^[ \t]*(?:Event|Content)[ \t]*=/im.test(head),
  shape(head) {
    let score = 0;
    for (const kind of new Set(
      [...head.matchAll(/^[ \t]*type[ \t]*=>?[ \t]*([a-z]+)[ \t]*(?:;|\r?$)/gim)].map(([, kind = '']) => kind.toLowerCase()),
    ))
      score += weights[kind] ?? 0;
    return score > 0 && /^\[[^\]\r\n]+\]/m.test(head) ? Math.min(score, 10) : 0;
  },
  read: readPjsip,
  settings: pjsipSettings,
  complete: completePjsip,
  examples: [
    {
      title: 'A TLS transport, a trunk over it, and phones by a template',
      files: {
        'pjsip.conf': `[t-tls]
type = transport
protocol = tls
bind = 0.0.0.0
cert_file = /etc/asterisk/keys/fullchain.pem
priv_key_file = /etc/asterisk/keys/privkey.pem
ca_list_file = /etc/ssl/certs/ca-certificates.crt
method = tlsv1_2
verify_server = yes
external_signaling_hostname = sip.example.com

[trunk]
type = endpoint
transport = t-tls
media_encryption = sdes
aors = trunk

[trunk]
type = aor
contact = sip:trunk.example.net:5061\\;transport=tls

[phone](!)
type = endpoint
transport = t-tls

[1001](phone)
aors = 1001

[1001]
type = aor
max_contacts = 1
`,
      },
      facts: `
listener tls *:5061 advertises sip.example.com profile [t-tls]
profile [t-tls] both versions TLSv1.2 to TLSv1.2 certificate /etc/asterisk/keys/fullchain.pem key /etc/asterisk/keys/privkey.pem ca /etc/ssl/certs/ca-certificates.crt verify on require off name on announces sip.example.com
peer trunk: sip:trunk.example.net:5061 transport tls by tls both profile [t-tls] media sdes
`,
    },
    {
      title: 'A wizard whose transport stands in pjsip.conf',
      files: {
        'pjsip_wizard.conf': `[trunk]
type = wizard
transport = t-tls
sends_registrations = yes
remote_hosts = sip1.example.net:5061,sip2.example.net:5061
contact_pattern = sip:\${REMOTE_HOST}\\;transport=tls
endpoint/media_encryption = sdes
`,
        'pjsip.conf': `[t-tls]
type=transport
protocol=tls
bind=192.0.2.1:5061
cert_file=/etc/asterisk/keys/fullchain.pem
priv_key_file=/etc/asterisk/keys/privkey.pem
method=sslv23
`,
      },
      facts: `
peer trunk: sip:sip1.example.net:5061 transport tls by tls both media sdes
peer trunk: sip:sip2.example.net:5061 transport tls by tls both media sdes
`,
    },
    {
      title: 'What Asterisk refuses, and what it leaves out',
      files: {
        'pjsip.conf': `; [t-udp] and its settings in a comment over lines
;-- [t-udp]
type=transport --;
# not a comment here
[phone](nobody)
type=endpoint
transport
#tryinclude pjsip_custom.conf
`,
      },
      facts: `
problem pjsip.conf:4:1 Asterisk knows #include, #tryinclude and #exec, and leaves this line out. A comment begins with “;”.
problem pjsip.conf:5:9 fatal There is no section “nobody” above to inherit from. Asterisk refuses the whole file because of it.
problem pjsip.conf:7:1 There is no “=” in this line, so Asterisk leaves it out.
`,
    },
  ],
};

const weights: { readonly [kind: string]: number } = {
  transport: 4,
  wizard: 4,
  endpoint: 3,
  aor: 3,
  registration: 2,
  identify: 2,
  auth: 1,
};
