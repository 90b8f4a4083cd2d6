import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/version-unknown',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'SIP version is not 2.0',
  remedy: 'Correct the sender; scanners send it too.',
  cites: ['RFC 3261 §7.1', 'RFC 4475 §3.1.2.16'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/7.0
                            ^^^^^^^ sip/version-unknown
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
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
    `
OPTIONS sip:bob@example.net sip/2.0 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/1.0 200 OK
^^^^^^^ sip/version-unknown
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const { startLine } = message;
    if (startLine.kind === 'malformed' || startLine.version.toUpperCase() === 'SIP/2.0') return;
    report(startLine.versionSpan, `${startLine.version} does not exist; receivers answer 505 (Version Not Supported).`, {
      fix: { title: `Replace ${startLine.version} by SIP/2.0`, edits: [{ at: startLine.versionSpan, text: 'SIP/2.0' }] },
    });
  },
});
