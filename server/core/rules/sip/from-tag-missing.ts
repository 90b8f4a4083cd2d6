import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/from-tag-missing',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'From without tag',
  remedy: 'Add ;tag=<random> outside the angle brackets.',
  cites: ['RFC 3261 §8.1.1.3', 'RFC 3261 §19.3'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
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
    // TODO when: Request whose From has no tag (or an empty one).
    // TODO silent: Responses; From missing.
    // TODO at: the From value
    // TODO message: From has no tag, so the dialog cannot be identified on the caller side. Receivers accept it only as RFC 2543 legacy.
    // TODO fix: None
    // TODO notes: "A tag inside < > is a frequent cause."
    void message;
    void context;
    void report;
  },
});
