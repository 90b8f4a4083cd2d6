import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/display-name-needs-quotes',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Display name needs quotes',
  remedy: 'Write "{name}" <…>. Asterisk quotes CALLERID names itself; check custom headers.',
  cites: ['RFC 3261 §20', 'RFC 3261 §25.1', 'RFC 4475 §3.1.2.15'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: Bell, Alexander <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: "Bell, Alexander" <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A display name outside quotes contains characters that are neither token characters nor white space (comma, semicolon, colon, @, parentheses, non-ASCII letters).
    // TODO silent: Quoted; RFC 4475 §3.1.1.6 (no space before "<" is legal).
    // TODO at: the display name
    // TODO message: Display name {name} must be quoted. A comma here splits the header in two; strict peers answer 400.
    // TODO fix: Put quotes around it (escape inner quotes).
    void message;
    void context;
    void report;
  },
});
