import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/header-line-malformed',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Header line without a colon or with a bad name',
  remedy: 'In a log: a wrapped line needs a leading space. On the wire: fix the sender.',
  cites: ['RFC 3261 §7.3.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
X-Trunk example
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
X-Trunk : example
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A line in the header part (not a continuation line) has no colon, or its name has characters that are not token characters.
    // TODO silent: White space before the colon (legal); annotations that the trace format inserts; a cut last line.
    // TODO at: the line
    // TODO message: This line is not "Name: value". Some stacks skip it, others reject the whole message with 400.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
