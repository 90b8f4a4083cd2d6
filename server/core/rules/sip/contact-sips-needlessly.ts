import { isCutIn } from '../../sip/incomplete';
import { createsDialog } from '../../sip/roles';
import { defineRule } from '../rule';
import { sipFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/contact-sips-needlessly',
  subject: 'message',
  severity: { practical: 'info', strict: 'error' },
  title: 'sips: Contact in a sip: call',
  remedy: 'Use a sip: Contact even over TLS (practice adds ;transport=tls). Phones: switch "SIPS" off and keep "TLS" on.',
  cites: ['RFC 5630 §5.1.1.2', 'RFC 3261 §12.1.1'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com:5061>
          ^^^^ sip/contact-sips-needlessly
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
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sips:p1.example.com;lr>, <sip:p2.example.com;lr>
Contact: <sips:alice@192.0.2.1>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
REGISTER sip:example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Contact: <sips:alice@192.0.2.1>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Content-Length: 0`,
    `
SUBSCRIBE SIP:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sip:p1.example.com;lr>, <sips:p2.example.com;lr>
m: SIPS:alice@[2001:db8::1]
   ^^^^ sip/contact-sips-needlessly
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 SUBSCRIBE
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Contact: <sips:alice@192.0.2.1>
Call-ID: c1@example.com
CSeq: 2 INVITE
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const target = message.requestUri;
    if (!createsDialog(message) || !target?.isSip || target.isSips || message.routes[0]?.uri?.isSips) return;
    // A To that was cut off may have had a tag.
    if (!message.to || isCutIn(message, message.to)) return;
    for (const { uri } of message.contacts) {
      if (!uri?.isSips || !uri.schemeSpan) continue;
      report(
        uri.schemeSpan,
        'The call was made to sip:, but Contact is sips:. Every later request towards the caller then has to be TLS on every hop; a UDP-only PBX or a stack without sips: behind the proxy breaks re-INVITE and BYE.',
        { fix: sipFix(uri, 'this Contact') },
      );
    }
  },
});
