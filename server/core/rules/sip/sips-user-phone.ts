import { param } from '../../sip/parts';
import { isInitial } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sips-user-phone',
  subject: 'message',
  severity: { practical: 'off', strict: 'hint' },
  title: 'sips: to a telephone number',
  remedy: 'For a PSTN trunk use sip: over TLS plus SRTP, unless the provider documents sips:.',
  cites: ['RFC 3261 §19.1.6', 'RFC 5630 §3.1.3'],
  examples: [
    `
INVITE sips:+15551230000@example.net;user=phone SIP/2.0
       ^^^^ sip/sips-user-phone
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    `
INVITE sip:+15551230000@example.net;user=phone SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE SIPS:+1-555-123-0000;ext=5@example.net SIP/2.0
       ^^^^ sip/sips-user-phone
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
t: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    `
BYE sips:+15551230000@example.net;user=phone SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 BYE
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const uri = message.requestUri;
    if (!uri?.isSips || !uri.schemeSpan || !isInitial(message)) return;
    const user = uri.user ? message.text.slice(uri.user.start, uri.user.end) : '';
    if (param(uri.params, 'user')?.value?.toLowerCase() !== 'phone' && !/^\+\d/.test(user)) return;
    report(
      uri.schemeSpan,
      'The sips: promise ends at the gateway: the telephone network behind it is not TLS, and most trunks refuse sips: with 416 or 480.',
    );
  },
});
