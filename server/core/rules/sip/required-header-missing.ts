import { lacksHeader } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/required-header-missing',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'A mandatory header is missing',
  remedy: 'Sender or header manipulation bug; in a log, check for filtered lines.',
  cites: ['RFC 3261 §8.1.1', 'RFC 3261 §8.2.6.2', 'RFC 4475 §3.3.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/required-header-missing
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
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
    `
SIP/2.0 200 OK
v: SIP/2.0/TLS sbc.example.com;branch=z9hG4bKa1
f: <sip:alice@example.com>;tag=a1
t: <sip:bob@example.net>;tag=b1
i: c1@example.com
CSEQ: 1 OPTIONS
l: 0`,
    `
SIP/2.0 200 OK
^^^^^^^^^^^^^^ sip/required-header-missing
Via: SIP/2.0/TLS sbc.example.com;branch=z9hG4bKa1
To: <sip:bob@example.net>;tag=b1
CSeq: 1 OPTIONS
Content-Length: 0`,
    {
      // The line is there and malformed.
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com;branch=z9hG4bKa1
From <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
  ],
  check(message, _context, report) {
    const missing = required.filter((name) => lacksHeader(message, name));
    if (missing.length === 0) return;
    const cause = missing.length === 1 ? 'is missing. Without it' : 'are missing. Without them';
    report(
      message.startLine.span,
      `${listOf(missing)} ${cause} the message belongs to no transaction or dialog and is answered with 400 or dropped.`,
    );
  },
});

const required = ['From', 'To', 'Call-ID', 'CSeq'] as const;

const listOf = (names: readonly string[]): string => names.join(', ').replace(/, ([^,]*)$/, ' and $1');
