import { isCutIn } from '../../sip/incomplete';
import { param } from '../../sip/parts';
import { shortened } from '../../text/shortened';
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
                                             ^^^^^^^^ sip/via-branch-cookie
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
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;Branch=Z9HG4BK1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
v: SIP/2.0/TLS [2001:db8::10]:5061;rport;branch = z9hG4bK
                                                  ^^^^^^^ sip/via-branch-cookie
v: SIP/2.0/UDP 192.0.2.10;branch=1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=1234abcd
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const via = message.topVia;
    const branch = via && param(via.params, 'branch');
    if (!message.isRequest || !branch?.value || !branch.valueSpan || isCutIn(message, branch)) return;
    const isCookie = branch.value.toLowerCase().startsWith(COOKIE);
    if (isCookie && branch.value.length > COOKIE.length) return;
    report(
      branch.valueSpan,
      `The branch "${shortened(branch.value, 60)}" does not carry a transaction identifier in the form z9hG4bK + unique text. Receivers use RFC 2543 matching instead, or treat all such requests as one transaction.`,
      // Any other branch is that of an RFC 2543 element, and legal (RFC 4475 §3.1.1.1).
      isCookie ? {} : { atMost: 'warning' },
    );
  },
});

const COOKIE = 'z9hg4bk';
