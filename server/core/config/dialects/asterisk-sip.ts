import { readSip } from '../asterisk/read-sip';
import { sipSettings } from '../asterisk/settings/sip';
import { completeChanSip } from '../completion/asterisk';
import type { Dialect } from '../dialect';

/** sip.conf of chan_sip, the older SIP channel of Asterisk. */
export const asteriskSip: Dialect = {
  id: 'asterisk-sip',
  title: 'Asterisk chan_sip',
  product: 'asterisk',
  names: ['sip.conf'],
  globs: ['**/asterisk/**/sip.conf*', '**/asterisk/**/sip{_,-,.}*.conf*'],
  language: { id: 'asterisk', names: [], patterns: ['**/asterisk/**/sip*.conf'] },
  // sip_notify.conf holds messages, not peers.
  isOther: (head) => /^[ \t]*(?:Event|Content)[ \t]*=/im.test(head),
  shape(head) {
    // The channels for H.323 and others share words with it.
    if (!/^\[general\]/im.test(head) || /^[ \t;]*(?:h323id|gatekeeper|iaxcompat|trunkfreq|bindport[ \t]*=[ \t]*4569)\b/im.test(head))
      return 0;
    const own = new Set([...head.matchAll(tokens)].map(([, name = '']) => name.toLowerCase()));
    return own.size === 0 ? 0 : Math.min(2 + 2 * own.size, 10);
  },
  read: readSip,
  settings: sipSettings,
  complete: completeChanSip,
  examples: [
    {
      title: 'A server with TLS, a trunk and a registration over it',
      files: {
        'sip.conf': `[general]
tlsenable=yes
tlsbindaddr=0.0.0.0
tlscertfile=/etc/asterisk/keys/asterisk.pem
tlscafile=/etc/ssl/certs/ca-certificates.crt
transport=tls,udp
register => tls://1000:changeme@sip.example.net:5061/1000

[trunk]
type=peer
host=sip.example.net
port=5061
transport=tls
encryption=yes

[phone](!)
type=friend
host=dynamic

[1000](phone)
`,
      },
      facts: `
listener udp *:5060
listener tls *:5061 profile [general]
profile [general] both versions unknown to TLSv1.3 by default certificate /etc/asterisk/keys/asterisk.pem ca /etc/ssl/certs/ca-certificates.crt verify on require off name on
peer trunk: sip.example.net:5061 transport tls by tls both profile [general] media sdes
peer sip.example.net: sip.example.net:5061 transport tls by tls out profile [general]
`,
    },
  ],
};

/** What chan_sip has and neither chan_iax2 nor manager.conf knows. */
const tokens =
  /^[ \t]*(tlsclientmethod|udpbindaddr|tcpbindaddr|tcpenable|srvlookup|externaddr|externhost|externtlsport|directmedia|canreinvite|allowguest|tlsdontverifyserver|outboundproxy|sipdebug|dtmfmode|insecure|alwaysauthreject|fromdomain|useragent)[ \t]*=/gim;
