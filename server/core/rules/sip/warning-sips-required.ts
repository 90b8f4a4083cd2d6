import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/warning-sips-required',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Refused: sips: required (Warning 381)',
  remedy: 'Dial sips: and use a sips: Contact, or switch the peer from "sips" to plain TLS (account URIs sip:…;transport=tls).',
  cites: ['RFC 5630 §5.1.2', 'RFC 5630 §5.3'],
  examples: [
    `
SIP/2.0 480 Temporarily Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Warning: 381 bob.example.net "SIPS Required"
Content-Length: 0`,
    `
SIP/2.0 480 Temporarily Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Response with a Warning header whose warn-code is 381.
    // TODO silent: other warn-codes.
    // TODO at: the Warning value
    // TODO message: {status}: the peer accepts only sips: everywhere (381 SIPS Required): the Request-URI, Contact or Record-Route of this call is sip:.
    // TODO fix: None
    // TODO notes: "pjsip ends an established call itself with 480/381 when the answer\u2019s Contact or Record-Route is sip: in a sips: call (pjproject #1735)."
    // TODO rfc: "RFC 5630 \u00a75.1.2: a UAS that only wants SIPS MUST answer 480 and SHOULD add 381."
    void message;
    void context;
    void report;
  },
});
