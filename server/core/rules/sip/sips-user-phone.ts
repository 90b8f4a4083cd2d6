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
  ],
  check(message, context, report) {
    // TODO when: Request; Request-URI scheme is sips and (user=phone, or the user part is a global number +digits); initial request (no To tag).
    // TODO silent: in-dialog requests.
    // TODO at: the scheme
    // TODO message: The sips: promise ends at the gateway: the telephone network behind it is not TLS, and most trunks refuse sips: with 416 or 480.
    // TODO fix: None
    // TODO rfc: "user=phone is legal with sips: (example in RFC 3261 \u00a719.1.6). Nothing is violated; the hint is about expectation."
    void message;
    void context;
    void report;
  },
});
