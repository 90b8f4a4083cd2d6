import { trimEnd } from '../../sip/chars';
import { grammarOf } from '../../sip/header-names';
import { isCutIn } from '../../sip/incomplete';
import type { Fix } from '../rule';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/quoted-string-unterminated',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Quoted string is not closed',
  remedy: 'Escape quotes inside display names as \\". Caller names with a quote from a directory are the usual source.',
  cites: ['RFC 3261 §25.1', 'RFC 4475 §3.1.2.6'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: "Mr. Bob <sip:bob@example.net>
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/quoted-string-unterminated
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: "Mr. Bob" <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: "Mr. \\"B\\" \\\\" <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Subject: 5" disk
User-Agent: "x
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
m: Alice "A" "B <sip:alice@192.0.2.10>;expires=60
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/quoted-string-unterminated
Authorization: Digest username="alice, realm=example.com
                               ^^^^^^^^^^^^^^^^^^^^^^^^^ sip/quoted-string-unterminated
Warning: 399 example.com "broken
                         ^^^^^^^ sip/quoted-string-unterminated
P-Asserted-Identity: "Alice\\" <sip:alice@example.com>, "Al" <tel:+15551234>
                                                          ^^^^^^^^^^^^^^^^^ sip/quoted-string-unterminated
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const { kind, header, start } of message.faults) {
      if (kind !== 'openQuote' || isCutIn(message, header)) continue;
      const { end } = header.value;
      const isAddress = grammarOf(header.id).startsWith('address');
      report(
        { start, end },
        `The quote in ${header.name} is not closed, so ${isAddress ? 'the URI' : 'what stands'} behind it is swallowed. Receivers answer 400.`,
        { fix: isAddress ? closed(message.text, start, end) : undefined },
      );
    }
  },
});

/** Where a display name is followed by one bracket, its quote can only end in front of that. */
function closed(text: string, quote: number, end: number): Fix | undefined {
  const open = text.indexOf('<', quote);
  if (open < 0 || open >= end) return undefined;
  const next = text.indexOf('<', open + 1);
  if ((next >= 0 && next < end) || /["\\]/.test(text.slice(quote + 1, open))) return undefined;
  const at = trimEnd(text, quote + 1, open);
  return { title: 'Close the quote in front of <', edits: [{ at: { start: at, end: at }, text: '"' }] };
}
