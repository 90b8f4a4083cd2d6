import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-missing',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'No Contact where a dialog starts',
  remedy: 'Look for header manipulation or topology hiding that removes Contact.',
  cites: ['RFC 3261 §8.1.1.8', 'RFC 3261 §12.1.1', 'RFC 6665', 'RFC 3311'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
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
  ],
  check(message, context, report) {
    // TODO when: INVITE, SUBSCRIBE or REFER request without Contact; or a 2xx to INVITE or SUBSCRIBE without Contact; in strict mode also UPDATE and its 2xx.
    // TODO silent: Provisional responses; 3xx–6xx; frame cut inside the headers.
    // TODO at: the start line
    // TODO message: This {kind} has no Contact, so the peer does not know where to send the next request (ACK, BYE). Most stacks reject it; Teams answers 403 or nothing.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
