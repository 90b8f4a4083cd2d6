import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-branch-missing',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Top Via has no branch',
  remedy: 'Update the sending stack; every RFC 3261 element adds branch=z9hG4bK…. Hand-written SIPp scenarios: use branch=[branch].',
  cites: ['RFC 3261 §8.1.1.7', 'RFC 3261 §17.2.3'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061
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
    // TODO when: Request; the topmost Via value has no branch parameter.
    // TODO silent: Responses (they copy what the request had). Lower Via values: an RFC 2543 element further back may have written them.
    // TODO at: the topmost Via value
    // TODO message: The top Via has no branch. The receiver must fall back to RFC 2543 matching, so retransmissions, CANCEL and ACK can be assigned to the wrong call.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
