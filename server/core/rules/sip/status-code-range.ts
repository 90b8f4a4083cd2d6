import { isCutIn } from '../../sip/incomplete';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/status-code-range',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Status code does not exist',
  remedy: 'Send a code that is registered; scripts that compute one are the usual source.',
  cites: ['RFC 3261 §7.2', 'RFC 4475 §3.1.2.19'],
  examples: [
    `
SIP/2.0 4294967301 better not break the receiver
        ^^^^^^^^^^ sip/status-code-range
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 404 Not Found
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 099 Trying
        ^^^ sip/status-code-range
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 0200 OK
        ^^^^ sip/status-code-range
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 699 Declined here
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const { startLine } = message;
    if (startLine.kind !== 'response' || isCutIn(message, startLine.span)) return;
    const { status, statusSpan } = startLine;
    if (statusSpan.end - statusSpan.start === 3 && status >= 100 && status < 700) return;
    const code = message.text.slice(statusSpan.start, Math.min(statusSpan.end, statusSpan.start + 20));
    report(statusSpan, `Status ${code} is outside 100–699. The client drops the response and the transaction ends in a timeout.`);
  },
});
