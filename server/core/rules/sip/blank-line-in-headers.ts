import type { HeaderName } from '../../sip/header-names';
import { headerIdOf, headerNameOf } from '../../sip/header-names';
import { headersBelow } from '../../sip/incomplete';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/blank-line-in-headers',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Headers continue after an empty line',
  remedy: 'Remove the surplus CRLF (a header value that ends with CRLF, e.g. from a variable).',
  cites: ['RFC 3261 §7', 'RFC 3261 §7.3.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>

^ sip/blank-line-in-headers
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
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Type: application/sdp
Content-Length: 90

v=0
o=- 1 1 IN IP4 192.0.2.10
s=-
c=IN IP4 192.0.2.10
t=0 0
m=audio 40000 RTP/AVP 0
`,
    `
NOTIFY sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 NOTIFY
Event: refer
Subscription-State: active
Content-Type: message/sipfrag;version=2.0
Content-Length: 60

SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bKa1
`,
    // A text may begin with a word and a colon.
    `
MESSAGE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Type: text/plain
Content-Length: 16

Subject: dinner
`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>

^ sip/blank-line-in-headers
Content-Type: application/sdp
l: 90

v=0
o=- 1 1 IN IP4 192.0.2.10
s=-
c=IN IP4 192.0.2.10
t=0 0
m=audio 40000 RTP/AVP 0
`,
    // What is behind a whole message is no part of it.
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0

Date: Thu, 21 Feb 2002 13:02:03 GMT
`,
  ],
  check(message, _context, report) {
    const [first, ...others] = headersBelow(message);
    if (!first || message.isCut || message.startLine.kind === 'malformed' || message.headers.length === 0) return;
    const type = message.contentType ?? '';
    if (/^(?:message|multipart)\//.test(type)) return;
    const below = new Set([first, ...others].map((name) => headerNameOf(headerIdOf(message.text.slice(name.start, name.end)))));
    const lacks = mandatory.some((name) => below.has(name) && !message.has(name));
    // A message that is whole above the line may have noise behind it, and text of any other type may begin with a word and a colon.
    const mayBeHeaders = (type === '' || type === 'application/sdp') && message.contentLength !== 0;
    if (!lacks && !mayBeHeaders) return;
    const { end } = message.headerPart;
    report(
      { start: end, end: message.body.start },
      `An empty line ends the headers here; ${[...below][0]} and what follows became body. The receiver sees an incomplete message.`,
      { fix: { title: 'Delete the empty line', edits: [{ at: { start: end, end: first.start }, text: '' }] } },
    );
  },
});

const mandatory: readonly HeaderName[] = ['Via', 'From', 'To', 'Call-ID', 'CSeq'];
