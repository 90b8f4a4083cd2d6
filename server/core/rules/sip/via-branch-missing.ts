import { isCutIn } from '../../sip/incomplete';
import { param } from '../../sip/parts';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-branch-missing',
  subject: 'message',
  // No error in strict: elements of RFC 2543 write none and are to be served (RFC 3261 §17.2.3), and RFC 4475 §3.1.1.7 calls such a request valid.
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Top Via has no branch',
  remedy: 'Update the sending stack; every RFC 3261 element adds branch=z9hG4bK…. Hand-written SIPp scenarios: use branch=[branch].',
  cites: ['RFC 3261 §8.1.1.7', 'RFC 3261 §17.2.3'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/via-branch-missing
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
    // Only the topmost counts: an older element may have written the others.
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
v: SIP/2.0/UDP 192.0.2.10
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
v: SIP / 2.0 / TLS [2001:db8::10]:5061
   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/via-branch-missing
  ;rport;branch=, SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const via = message.topVia;
    if (!message.isRequest || !via || param(via.params, 'branch')?.value || isCutIn(message, via)) return;
    report(
      via,
      'The top Via has no branch. The receiver must fall back to RFC 2543 matching, so retransmissions, CANCEL and ACK can be assigned to the wrong call.',
    );
  },
});
