import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/content-length-invalid',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Content-Length is not a number',
  remedy: 'Fix the sender.',
  cites: ['RFC 3261 §25.1', 'RFC 4475 §3.1.2.3'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: -999`,
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
    // TODO when: Content-Length is negative, empty, or has characters other than digits (white space around it is fine).
    // TODO silent: Header missing.
    // TODO at: the value
    // TODO message: Content-Length "{value}" cannot be read. On TLS or TCP the connection is lost from here on; the peer closes it.
    // TODO fix: Set the value to the real size.
    void message;
    void context;
    void report;
  },
});
