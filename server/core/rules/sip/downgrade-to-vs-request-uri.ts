import { isCutIn } from '../../sip/incomplete';
import { isInitial } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/downgrade-to-vs-request-uri',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'To is sips:, Request-URI is sip:',
  remedy:
    'Find the element that rewrites the Request-URI (Kamailio/OpenSIPS $ru = "sip:…" keeps no scheme: use $rU/$rd instead). If the caller did it: do not retry sips: targets as sip: without asking the user.',
  cites: ['RFC 3261 §26.4.4', 'RFC 5630 §4.1', 'RFC 5630 §5.1.1', 'RFC 5630 §5.3'],
  examples: [
    `
INVITE sip:bob@198.51.100.20:5061;transport=tls SIP/2.0
       ^^^ sip/downgrade-to-vs-request-uri
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sips:bob@198.51.100.20:5061 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    `
MESSAGE SIP:bob@[2001:db8::1] SIP/2.0
        ^^^ sip/downgrade-to-vs-request-uri
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
f: <sip:alice@example.com>;tag=a1
t: "Bob" <SIPS:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Length: 0`,
    `
MESSAGE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
f: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Length: 0`,
    `
REGISTER sip:example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
f: <sip:alice@example.com>;tag=a1
To: <sips:alice@example.net>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Content-Length: 0`,
    `
MESSAGE tel:+15551234 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
f: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Length: 0`,
    `
CANCEL sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
f: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 CANCEL
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const target = message.requestUri;
    if (!isInitial(message) || copiesOrRegisters.has(message.method)) return;
    if (!target?.isSip || target.isSips || !target.schemeSpan) return;
    if (!message.to?.uri?.isSips || isCutIn(message, message.to)) return;
    report(
      target.schemeSpan,
      'The caller dialled sips: (To), but the request now goes to sip:. Somebody on the way removed the demand for TLS, or the UA downgraded by itself.',
    );
  },
});

// CANCEL and ACK copy both URIs of their INVITE, which is marked already (RFC 3261 §9.1, §17.1.1.3).
const copiesOrRegisters = new Set(['REGISTER', 'CANCEL', 'ACK']);
