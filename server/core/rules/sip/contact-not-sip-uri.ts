import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-not-sip-uri',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Contact is neither sip: nor sips:',
  remedy: 'Write sip:number@host in Contact; tel: stays possible in From, To and P-Asserted-Identity.',
  cites: ['RFC 3261 §8.1.1.8', 'RFC 3261 §12.1.1'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <tel:+15551230000>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:+15551230000@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: INVITE request or 2xx to INVITE whose Contact URI has another scheme (tel, mailto, …).
    // TODO silent: REGISTER, 3xx (other schemes allowed).
    // TODO at: the Contact URI
    // TODO message: Contact {uri} cannot be called back: in a dialog only sip: and sips: are allowed.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
