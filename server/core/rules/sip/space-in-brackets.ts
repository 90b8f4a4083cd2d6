import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/space-in-brackets',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Space inside < >',
  remedy: 'Remove it in the sender or the manipulation rule.',
  cites: ['RFC 3261 §25.1', 'RFC 4475 §3.1.2.14'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: "Bob" < sip:bob@example.net >
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: "Bob"<sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: White space directly after "<" or before ">" of a name-addr, or inside the URI.
    // TODO silent: White space between display name and "<".
    // TODO at: the white space
    // TODO message: There is white space inside < >. It is not part of the URI grammar; many parsers read an unknown scheme " sip" and answer 400.
    // TODO fix: Delete the white space.
    void message;
    void context;
    void report;
  },
});
