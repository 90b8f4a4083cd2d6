import { isCutIn } from '../../sip/incomplete';
import { octetsOf } from '../../sip/octets';
import { shortened } from '../../text/shortened';
import { textOf } from '../../text/span';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/content-length-invalid',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Content-Length is not a number',
  remedy: 'Let the sender write the number of bytes of the body, 0 where there is none.',
  cites: ['RFC 3261 §25.1', 'RFC 4475 §3.1.2.3'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: -999
                ^^^^ sip/content-length-invalid`,
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
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
l : 12 34
    ^^^^^ sip/content-length-invalid
`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length:
^^^^^^^^^^^^^^^ sip/content-length-invalid`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length:
  0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Max-Breadth: 60`,
  ],
  check(message, _context, report) {
    const header = message.first('Content-Length');
    if (!header || !Number.isNaN(message.contentLength) || isCutIn(message, header)) return;
    const isEmpty = header.value.start >= header.value.end;
    const written = shortened(textOf(message.text, header.value), 40);
    const octets = octetsOf(message, message.body);
    report(
      isEmpty ? header : header.value,
      `Content-Length ${isEmpty ? 'has no value' : `"${written}" cannot be read`}. On TLS or TCP the connection is lost from here on; the peer closes it.`,
      {
        fix: message.isCut
          ? undefined
          : { title: `Set Content-Length to ${octets}`, edits: [{ at: header.value, text: `${isEmpty ? ' ' : ''}${octets}` }] },
      },
    );
  },
});
