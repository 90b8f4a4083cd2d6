import { isCutIn } from '../../sip/incomplete';
import { param } from '../../sip/parts';
import { isRfc2543, tagOf } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/from-tag-missing',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'From without tag',
  remedy: 'Add ;tag=<random> outside the angle brackets.',
  cites: ['RFC 3261 §8.1.1.3', 'RFC 3261 §19.3'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>
      ^^^^^^^^^^^^^^^^^^^^^^^ sip/from-tag-missing
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
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
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
f: "Alice" <sip:alice@example.com;tag=a1>
   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/from-tag-missing
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: sip:alice@example.com;TAG=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    // The open quote swallowed the tag, and is marked itself.
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: "Alice <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: Anonymous <sip:c8oqz84zk7z@privacy.org>; tag=
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/from-tag-missing
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const { from } = message;
    if (!message.isRequest || !from || tagOf(from) || isCutIn(message, from)) return;
    // An open quote swallowed the rest of the value, and is marked itself.
    if (from.faults.some((fault) => fault.kind === 'openQuote')) return;
    const isInside = from.uri?.bracketed && param(from.uri.params, 'tag');
    report(
      from,
      `From has no tag${isInside ? ' (the one inside < > belongs to the URI)' : ''}, so the dialog cannot be identified on the caller side. Receivers accept it only as RFC 2543 legacy.`,
      isRfc2543(message) ? { atMost: 'warning' } : {},
    );
  },
});
