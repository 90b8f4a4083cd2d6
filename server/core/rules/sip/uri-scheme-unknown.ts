import { textOfUri } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/uri-scheme-unknown',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Unknown scheme in the Request-URI',
  remedy: 'Check dial strings: "sip;", "tls:", "siptls:" or https: are frequent slips; write sip: or sips:.',
  cites: ['RFC 3261 §16.3', 'RFC 3261 §8.2.2.1', 'RFC 4475 §3.3.2'],
  examples: [
    `
OPTIONS siptls:bob@example.net SIP/2.0
        ^^^^^^ sip/uri-scheme-unknown
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip;bob@example.net SIP/2.0
        ^^^^^^^^^^^^^^^^^^^ sip/uri-scheme-unknown
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS TEL:+15551234;phone-context=example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
INVITE urn:service:sos SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <isbn:2983792873>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS <sip:bob@example.net> SIP/2.0
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
    if (!uri || known.has(uri.scheme)) return;
    const written = textOfUri(message, uri);
    // Brackets and blanks hide the scheme from the reader too (sip/request-uri-brackets, sip/request-uri-space).
    if (!uri.schemeSpan && /^<|\s/.test(written)) return;
    report(
      uri.schemeSpan ?? uri,
      uri.schemeSpan
        ? `Scheme "${uri.scheme}" is not known; the next proxy answers 416 (Unsupported URI Scheme).`
        : `The Request-URI "${written}" has no scheme; the next proxy answers 400 or 416 (Unsupported URI Scheme).`,
    );
  },
});

const known: ReadonlySet<string> = new Set(['sip', 'sips', 'tel', 'urn', 'im', 'pres']);
