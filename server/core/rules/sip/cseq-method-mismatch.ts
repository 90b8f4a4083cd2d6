import { isCutIn } from '../../sip/incomplete';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/cseq-method-mismatch',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'CSeq names another method',
  remedy: 'Sender bug; SIPp: write the method of this step into CSeq.',
  cites: ['RFC 3261 §8.1.1.5', 'RFC 4475 §3.1.2.17', 'RFC 4475 §3.1.2.18'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
        ^^^^^^ sip/cseq-method-mismatch
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
    // Methods differ in letter case too (RFC 3261 §7.1).
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
cseq : 1  options
          ^^^^^^^ sip/cseq-method-mismatch
Content-Length: 0`,
    `
SIP/2.0 487 Request Terminated
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 CANCEL
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const { cseq, method } = message;
    if (!message.isRequest || !cseq || cseq.method === method || isCutIn(message, cseq.methodSpan)) return;
    report(
      cseq.methodSpan,
      `The request is ${method}, CSeq says ${cseq.method}. The receiver answers 400 or assigns it to the wrong transaction.`,
      {
        remedy: `Sender bug; SIPp: write CSeq: [cseq] ${method} in this step.`,
        fix: { title: `Replace ${cseq.method} by ${method} in CSeq`, edits: [{ at: cseq.methodSpan, text: method }] },
      },
    );
  },
});
