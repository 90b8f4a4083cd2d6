import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/request-uri-brackets',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Request-URI in angle brackets',
  remedy: 'Remove the brackets (copying a Contact value into $ru brings them along; use the URI part, e.g. {nameaddr.uri}).',
  cites: ['RFC 3261 §7.1', 'RFC 4475 §3.1.2.7'],
  examples: [
    `
OPTIONS <sip:bob@example.net> SIP/2.0
        ^^^^^^^^^^^^^^^^^^^^^ sip/request-uri-brackets
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
OPTIONS sip:bob@[2001:db8::1]> SIP/2.0
        ^^^^^^^^^^^^^^^^^^^^^^ sip/request-uri-brackets
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const uri = message.requestUri;
    if (!uri?.bracketed) return;
    const { text } = message;
    const brackets = [
      ...(text[uri.start - 1] === '<' ? [{ start: uri.start - 1, end: uri.start }] : []),
      ...(text[uri.end] === '>' ? [{ start: uri.end, end: uri.end + 1 }] : []),
    ];
    report(
      { start: Math.min(uri.start, ...brackets.map((at) => at.start)), end: Math.max(uri.end, ...brackets.map((at) => at.end)) },
      'The Request-URI must be a bare URI. With < > proxies see an unknown scheme and answer 400 or 416.',
      { fix: { title: 'Delete < and >', edits: brackets.map((at) => ({ at, text: '' })) } },
    );
  },
});
