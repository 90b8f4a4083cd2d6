import { isSipsRequest, textOfUri } from '../../sip/roles';
import { defineRule } from '../rule';
import { sipsFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/sips-route-set-has-sip',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'sips: request with a sip: Route',
  remedy: 'Sender: replace sip: by sips: in the preloaded route or service route when dialling sips:. pjsua: use a sips: outbound proxy.',
  cites: ['RFC 5630 §5.1.1'],
  examples: [
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sip:proxy.example.com;lr>
        ^^^ sip/sips-route-set-has-sip
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sips:proxy.example.com;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    `
BYE SIPS:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 BYE
Route: <sips:proxy.example.com;lr>, "Edge" <SIP:edge.example.com;lr>
                                            ^^^ sip/sips-route-set-has-sip
Route: <sip:[2001:db8::1]:5061;transport=tls;lr>
        ^^^ sip/sips-route-set-has-sip
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Route: <sip:proxy.example.com;lr>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!isSipsRequest(message)) return;
    for (const { uri } of message.routes) {
      if (uri?.scheme !== 'sip' || !uri.schemeSpan) continue;
      report(
        uri.schemeSpan,
        `The Request-URI is sips:, but Route leads over ${textOfUri(message, uri)} with sip:. That hop may be reached without TLS; the sender has to change the scheme of every Route entry.`,
        { fix: sipsFix(message.text, uri, 'this Route') },
      );
    }
  },
});
