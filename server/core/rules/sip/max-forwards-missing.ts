import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/max-forwards-missing',
  subject: 'message',
  severity: { practical: 'hint', strict: 'error' },
  title: 'No Max-Forwards',
  remedy: 'Add Max-Forwards: 70 in the sender (old SIPp scenarios lack it).',
  cites: ['RFC 3261 §8.1.1.6', 'RFC 3261 §16.6'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
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
    // TODO when: Request without Max-Forwards.
    // TODO silent: Responses; cut frame.
    // TODO at: the start line
    // TODO message: The request has no Max-Forwards, so nothing stops a routing loop. Proxies add one (70) themselves, so calls still work.
    // TODO fix: Insert "Max-Forwards: 70" after the last Via.
    void message;
    void context;
    void report;
  },
});
