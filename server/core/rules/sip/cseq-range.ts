import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/cseq-range',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'CSeq too large',
  remedy: 'Choose a smaller start value.',
  cites: ['RFC 3261 §8.1.1.5'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 3000000000 OPTIONS
      ^^^^^^^^^^ sip/cseq-range
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 2147483647 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSEQ : 2147483648
       ^^^^^^^^^^ sip/cseq-range
 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 3000000000 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 4294967296 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const { cseq } = message;
    // Above 2^32-1 is sip/scalar-out-of-range.
    if (!message.isRequest || !cseq || cseq.number < 2 ** 31 || cseq.number >= 2 ** 32) return;
    report(
      cseq.numberSpan,
      `CSeq ${cseq.number}: senders must stay below 2147483648, otherwise the counter can wrap inside the dialog and stacks with signed integers refuse it.`,
    );
  },
});
