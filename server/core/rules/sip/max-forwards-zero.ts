import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/max-forwards-zero',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Max-Forwards is 0',
  remedy: 'Count equal hosts in Via; if none repeats, raise the start value (70) at the UA or B2BUA.',
  cites: ['RFC 3261 §16.3', 'RFC 3261 §20.22', 'RFC 4475 §3.3.11'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 0
              ^ sip/max-forwards-zero
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 0
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
BYE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
mAX-fORWARDS :  000
                ^^^ sip/max-forwards-zero
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 BYE
Content-Length: 0`,
    `
ACK sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 0
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 ACK
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const header = message.first('Max-Forwards');
    if (!message.isRequest || !header || exempt.has(message.method) || !/^0+$/.test(message.value('Max-Forwards') ?? '')) return;
    report(
      header.value,
      'Max-Forwards is 0: the next proxy has to answer 483 (Too Many Hops). Either there is a loop (compare the Via list) or the start value is too small.',
    );
  },
});

/** OPTIONS looks for a path this way (RFC 3261 §16.3 step 3); ACK and CANCEL copy the number or are never answered 483. */
const exempt = new Set(['OPTIONS', 'ACK', 'CANCEL']);
