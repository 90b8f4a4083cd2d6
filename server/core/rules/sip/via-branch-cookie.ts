import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-branch-cookie',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Branch without the magic cookie, or nothing after it',
  remedy: 'Fix the generator: cookie plus a unique part per transaction (CANCEL and the ACK for a non-2xx reuse the branch of the INVITE).',
  cites: ['RFC 3261 §8.1.1.7', 'RFC 3261 §17.2.3', 'RFC 4475 §3.2.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=1234abcd
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bK1234abcd
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Request; the topmost Via has a branch whose value does not begin with "z9hG4bK" (compare case-insensitively), or whose value is exactly "z9hG4bK".
    // TODO silent: Responses; lower Via values; branch absent (sip/via-branch-missing).
    // TODO at: the branch value of the topmost Via
    // TODO message: The branch "{branch}" does not carry a transaction identifier in the form z9hG4bK + unique text. Receivers use RFC 2543 matching instead, or treat all such requests as one transaction.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
