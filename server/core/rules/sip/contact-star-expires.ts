import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-star-expires',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Contact: * without Expires: 0, or next to others',
  remedy: 'Send Contact: * with Expires: 0, or remove single bindings with ;expires=0.',
  cites: ['RFC 3261 §10.2.2', 'RFC 3261 §10.3'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: *
Expires: 3600
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: *
Expires: 0
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: REGISTER with Contact "*" and (no Expires header, or Expires not 0, or another Contact value); or "*" in any other message.
    // TODO silent: REGISTER with exactly one Contact "*" and Expires: 0.
    // TODO at: the "*"
    // TODO message: Contact: * means "remove all my bindings" and needs Expires: 0 and no other Contact. The registrar answers 400, and the old bindings stay.
    // TODO fix: Set or add Expires: 0 when "*" is the only Contact of a REGISTER.
    void message;
    void context;
    void report;
  },
});
