import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/start-line-spaces',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Extra spaces in the start line',
  remedy: 'Fix the template of the sender.',
  cites: ['RFC 3261 §7.1', 'RFC 4475 §3.1.2.9', 'RFC 4475 §3.1.2.10'],
  examples: [
    `
OPTIONS   sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Request line or status line with more than one space (or a tab) between its parts, or white space at its end or beginning.
    // TODO silent: Trailing white space that only the log format adds; spaces inside the reason phrase; a status line with empty reason phrase.
    // TODO at: the surplus white space
    // TODO message: The start line has surplus white space. Exactly one space is allowed between the parts; tolerant stacks accept it, others answer 400.
    // TODO fix: Remove the surplus white space.
    void message;
    void context;
    void report;
  },
});
