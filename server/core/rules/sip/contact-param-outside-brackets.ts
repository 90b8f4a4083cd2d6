import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-param-outside-brackets',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'URI parameter outside the angle brackets',
  remedy:
    'Write Contact: <sip:alice@192.0.2.10:5061;transport=tls>. In Asterisk .conf files escape the semicolon (\\;) or the rest becomes a comment.',
  cites: ['RFC 3261 §20.10', 'RFC 3261 §20'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: sip:alice@192.0.2.10:5061;transport=tls
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>;expires=3600
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A Contact, From, To or Refer-To value where transport, lr, maddr, ttl, user, method, ob or gr appears as a header parameter: after the closing ">" or after a bare URI without < >.
    // TODO silent: Parameters inside < >; tag, expires, q, reg-id, +sip.instance and other header parameters outside.
    // TODO at: the parameter
    // TODO message: {param} stands outside < >, so it is a parameter of the header and not of the URI. The peer sees {uri} without it and uses UDP on the default port.
    // TODO fix: Move the parameter into < >.
    // TODO rfc: "RFC 3261 \u00a720.10: without < > all parameters after the URI are header parameters; name-addr MUST be used if the URI contains comma, semicolon or question mark."
    void message;
    void context;
    void report;
  },
});
