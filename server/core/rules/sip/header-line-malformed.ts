import { NOT_A_HEADER } from '../../sip/header-names';
import { isCutIn, isFragment } from '../../sip/incomplete';
import type { Header } from '../../sip/message';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/header-line-malformed',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Header line without a colon or with a bad name',
  remedy: 'In a log: a wrapped line needs a leading space. On the wire: fix the sender.',
  cites: ['RFC 3261 §7.3.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
X-Trunk example
^^^^^^^^^^^^^^^ sip/header-line-malformed
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
X-Trunk : example
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
X-Bad(Name): value
^^^^^^^^^^^^^^^^^^ sip/header-line-malformed
Ok.Name!%*_+\`'~ : value
Content-Length: 0`,
    // A folded line belongs to the header above it. Several bad lines in a row are marked once.
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Subject: one
 two three
v=0
^^^ sip/header-line-malformed
s=-
X:y
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
Record-Route: <sip:p2.example.net;lr>,
<sip:p1.example.com;lr>
^^^^^^^^^^^^^^^^^^^^^^^ sip/header-line-malformed
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.1>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (isFragment(message)) return;
    let above: Header | undefined;
    for (const header of message.headers) {
      const isMalformed = header.id === NOT_A_HEADER;
      // Several in a row are one thing that does not belong here, such as a body without its empty line.
      if (isMalformed && above?.id !== NOT_A_HEADER && !isCutIn(message, header)) {
        const goesOn = above !== undefined && /[,;]/.test(message.text.charAt(above.value.end - 1));
        report(
          header,
          goesOn
            ? 'This line is not "Name: value". It seems to continue the line above, but without a space in front it is a line of its own. Some stacks skip it, others reject the whole message with 400.'
            : 'This line is not "Name: value". Some stacks skip it, others reject the whole message with 400.',
          {
            fix: goesOn
              ? { title: 'Add a space in front of this line', edits: [{ at: { start: header.start, end: header.start }, text: ' ' }] }
              : undefined,
          },
        );
      }
      above = header;
    }
  },
});
