import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/required-header-missing',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'A mandatory header is missing',
  remedy: 'Sender or header manipulation bug; in a log, check for filtered lines.',
  cites: ['RFC 3261 §8.1.1', 'RFC 3261 §8.2.6.2', 'RFC 4475 §3.3.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
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
    // TODO when: The message lacks From, To, Call-ID or CSeq (long or compact form).
    // TODO silent: Frame cut before the end of the headers; the line exists but is malformed (sip/header-line-malformed).
    // TODO at: the start line
    // TODO message: {header} is missing. Without it the message belongs to no transaction or dialog and is answered with 400 or dropped.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
