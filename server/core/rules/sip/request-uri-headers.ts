import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/request-uri-headers',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Escaped headers in the Request-URI',
  remedy: 'When a request is built from such a URI (3xx, Refer-To), the headers move into the request and leave the URI.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3261 §19.1.5', 'RFC 4475 §3.1.2.11'],
  examples: [
    `
OPTIONS sip:bob@example.net?Route=%3Csip:example.com%3E SIP/2.0
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/request-uri-headers
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net;user=phone SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
INVITE SIPS:bob;x?y@[2001:db8::1]:5061;user=phone?Subject=a&Priority=urgent SIP/2.0
                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/request-uri-headers
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    `
OPTIONS sip:bob?x=y@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
m: <sip:alice@192.0.2.10?Route=%3Csip:sip.example.com%3E>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const uri = message.requestUri;
    const [first] = uri?.headers ?? [];
    if (!uri?.isSip || !first) return;
    const at = { start: first.start - 1, end: uri.end };
    // Names only: a value can be anything, credentials included.
    const names = uri.headers.map((header) => `${message.text.slice(header.nameSpan.start, header.nameSpan.end)}=…`).join('&');
    report(
      at,
      `The Request-URI carries ?${names}. Header fields are not allowed there; the receiver answers 400 or ignores them (a Route hidden here would redirect the request).`,
      { fix: { title: 'Delete the header fields from the Request-URI', edits: [{ at, text: '' }] } },
    );
  },
});
