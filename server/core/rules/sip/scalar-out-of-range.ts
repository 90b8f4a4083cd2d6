import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/scalar-out-of-range',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Number out of range',
  remedy: 'Correct the sender; look for signed/unsigned or millisecond/second mix-ups.',
  cites: ['RFC 3261 §20.22', 'RFC 3261 §20.19', 'RFC 3261 §8.1.1.5', 'RFC 4475 §3.1.2.4', 'RFC 4475 §3.1.2.5'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 300
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>;expires=280297596632815
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>;expires=3600
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Max-Forwards not 0–255; Expires, Contact expires, Min-Expires, Session-Expires, Min-SE or Retry-After above 2^32-1 or not a number; CSeq number above 2^32-1; Warning code not three digits; qvalue outside 0–1.
    // TODO silent: Content-Length (own rules); status code (sip/status-code-range); CSeq 2^31…2^32-1 (sip/cseq-range).
    // TODO at: the number
    // TODO message: {header} {value} is outside {range}. Parsers clamp, wrap or refuse it; a malformed expiry is read as 3600.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
