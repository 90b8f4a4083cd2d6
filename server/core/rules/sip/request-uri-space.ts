import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/request-uri-space',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Unescaped space in the Request-URI',
  remedy: 'Escape it as %20, or remove it (dialled numbers with blanks).',
  cites: ['RFC 3261 §7.1', 'RFC 3261 §19.1.2', 'RFC 4475 §3.1.2.8'],
  examples: [
    `
OPTIONS sip:bob@example.net; lr SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net;lr SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: The part between method and SIP version contains a space or control character with URI text on both sides.
    // TODO silent: Only surplus spaces around the URI (sip/start-line-spaces).
    // TODO at: the space
    // TODO message: The Request-URI contains a space; parsers cut it at "{cut}" or answer 400.
    // TODO fix: Remove the space if it lies between digits.
    void message;
    void context;
    void report;
  },
});
