import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-multiple',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'More than one Contact in a dialog',
  remedy: 'Usually a proxy or SBC appended its own Contact instead of replacing it.',
  cites: ['RFC 3261 §8.1.1.8'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Contact: <sip:alice@192.0.2.11:5061;transport=tls>
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
    // TODO when: INVITE, SUBSCRIBE, REFER or UPDATE request, or a 2xx to INVITE, with more than one Contact value.
    // TODO silent: REGISTER and its responses, 3xx, 485, OPTIONS responses.
    // TODO at: the second Contact value
    // TODO message: {count} Contacts: the peer has to pick one remote target and picks differ. Exactly one is allowed.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
