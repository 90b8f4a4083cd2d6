import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/status-code-range',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Status code does not exist',
  remedy: 'Fix the sender.',
  cites: ['RFC 3261 §7.2', 'RFC 4475 §3.1.2.19'],
  examples: [
    `
SIP/2.0 4294967301 better not break the receiver
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 404 Not Found
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Status line whose code is not three digits between 100 and 699.
    // TODO silent: No known exception; a frame cut inside the start line.
    // TODO at: the code
    // TODO message: Status {code} is outside 100–699. The client drops the response and the transaction ends in a timeout.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
