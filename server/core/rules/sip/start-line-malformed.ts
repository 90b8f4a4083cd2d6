import { isCutIn, isFragment } from '../../sip/incomplete';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/start-line-malformed',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Start line is not SIP',
  remedy:
    'On a stream, look at the message before: a wrong Content-Length shifts the start (sip/content-length-mismatch). HTTP text here means a health check or a browser.',
  cites: ['RFC 3261 §7.1', 'RFC 3261 §7.2', 'RFC 3261 §25.1'],
  examples: [
    `
INVITE sip:bob@example.net HTTP/1.1
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/start-line-malformed
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net
^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/start-line-malformed
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    // An empty reason phrase is legal (RFC 4475 §3.1.1.13).
    `
SIP/2.0 200 
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    // Other rules say what is wrong with a line that is nearly right.
    `
INVITE  <sip:bob@example.net> SIP/3.0 
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    // The rest of a message whose beginning is elsewhere.
    `
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
GET /status HTTP/1.1
^^^^^^^^^^^^^^^^^^^^ sip/start-line-malformed
Host: sip.example.com`,
    // A line of the log, not of the message.
    `
U 2026/11/23 18:58:40.765308 192.0.2.10:5060 -> 198.51.100.20:5060 #1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const { kind, span } = message.startLine;
    if (kind !== 'malformed' || isFragment(message) || isCutIn(message, span)) return;
    report(
      span,
      'This is neither a request line nor a status line. A SIP stack drops it, and on TLS or TCP closes the connection because the framing is lost.',
    );
  },
});
