import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-missing',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'No Via header',
  remedy:
    'Sender bug or a rewriting element that removed the header (Kamailio/OpenSIPS: remove_hf("Via"), topology hiding without restore). In a log check first whether the line was filtered out.',
  cites: ['RFC 3261 §8.1.1', 'RFC 3261 §8.1.1.7', 'RFC 4475 §3.3.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Max-Forwards: 70
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
    // TODO when: The message (request or response) has no Via header field in long or compact form (v).
    // TODO silent: The frame is cut before the blank line that ends the headers (truncated log), or another syntax problem already swallowed the Via line (sip/header-line-malformed marks it).
    // TODO at: the start line
    // TODO message: This {kind} carries no Via. The receiver cannot build a transaction and does not know where the answer goes, so it is dropped or answered with 400.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
