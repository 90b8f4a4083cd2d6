import { isSpace, SPACE } from '../../sip/chars';
import type { SipUri } from '../../sip/parts';
import type { Span } from '../../text/span';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/space-in-brackets',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Space inside < >',
  remedy: 'Remove it in the sender or the manipulation rule.',
  cites: ['RFC 3261 §25.1', 'RFC 4475 §3.1.2.14'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: "Bob" < sip:bob@example.net >
           ^ sip/space-in-brackets
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: "Bob"<sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: "< a >" <sip:alice@example.com> ; tag = a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
m: <sip:alice@192.0.2.1;
                        ^ sip/space-in-brackets
 transport=tls>, <sip:alice@192.0.2.2\t>
                                     ^ sip/space-in-brackets
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const { address } of message.placedAddresses) {
      // Without its bracket the end of the URI is a guess (sip/name-addr-unclosed).
      if (!address.uri?.bracketed || address.faults.some(({ kind }) => kind === 'openAngle')) continue;
      const spaces = spacesIn(message.text, address.uri);
      const [first] = spaces;
      if (!first) continue;
      report(
        first,
        'There is white space inside < >. It is not part of the URI grammar; many parsers read an unknown scheme " sip" and answer 400.',
        { fix: { title: 'Delete the white space', edits: spaces.map((at) => ({ at, text: '' })) } },
      );
    }
  },
});

function hasSpace(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) <= SPACE) return true;
  return false;
}

/** From the opening bracket to the closing one: the reader leaves white space at both ends out of the URI. */
function spacesIn(text: string, uri: SipUri): Span[] {
  let start = uri.start;
  while (isSpace(text.charCodeAt(start - 1))) start--;
  let end = uri.end;
  while (isSpace(text.charCodeAt(end))) end++;
  if (!hasSpace(text, start, end)) return [];
  const inner = text.slice(start, end);
  // A second "<" means that the bracket of the first one is missing.
  if (inner.includes('<')) return [];
  return [...inner.matchAll(/\s+/g)].map((found) => ({ start: start + found.index, end: start + found.index + found[0].length }));
}
