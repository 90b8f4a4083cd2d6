import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/cseq-method-mismatch',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'CSeq names another method',
  remedy: 'Sender bug; SIPp: write CSeq: [cseq] {method} in this step.',
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
    // TODO when: Request whose CSeq method differs from the method of the start line (case-sensitive).
    // TODO silent: Responses; CSeq missing or unreadable.
    // TODO at: the CSeq method
    // TODO message: The request is {method}, CSeq says {cseqMethod}. The receiver answers 400 or assigns it to the wrong transaction.
    // TODO fix: Replace the CSeq method by {method}.
    void message;
    void context;
    void report;
  },
});
