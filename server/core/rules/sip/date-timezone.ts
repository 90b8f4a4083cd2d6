import { shortened } from '../../text/shortened';
import { type Span, textOf } from '../../text/span';
import type { Fix } from '../rule';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/date-timezone',
  subject: 'message',
  severity: { practical: 'info', strict: 'error' },
  title: 'Date is not in GMT',
  remedy: 'Send GMT. Proxies must not reject a request for it.',
  cites: ['RFC 3261 §20.17', 'RFC 4475 §3.1.2.12', 'RFC 8224'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Date: Fri, 01 Jan 2027 16:00:00 EST
                                ^^^ sip/date-timezone
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
Date: Fri, 01 Jan 2027 16:00:00 GMT
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
date : Sat, 13 Nov 2010
 23:29:00 +0000
          ^^^^^ sip/date-timezone
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Date: 2010-11-13T23:29:00Z
      ^^^^^^^^^^^^^^^^^^^^ sip/date-timezone
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
DATE: Sat, 13 Nov 2010
  23:29:00 gmt
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const header of message.all('Date')) {
      const value = message.text.slice(header.value.start, header.value.end).replace(/\s+/g, ' ');
      if (shape.test(value)) continue;
      const zone = zoneOf(message.text, header.value);
      const isOther = zone && !/^GMT$/i.test(textOf(message.text, zone));
      report(
        isOther ? zone : header.value.end > header.value.start ? header.value : header,
        `Date must ${isOther ? 'be in GMT' : 'have the shape "Sat, 13 Nov 2010 23:29:00 GMT"'}; "${shortened(value, 60)}" is unreadable for strict peers. STIR/SHAKEN verification compares this date and fails.`,
        { fix: zone && fixOf(message.text, zone) },
      );
    }
  },
});

const shape =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} [0-2]\d:[0-5]\d:[0-6]\d GMT$/i;

/** What stands behind the time of day. */
function zoneOf(text: string, { start, end }: Span): Span | undefined {
  const found = /\d:\d\d\s+(\S+)$/.exec(text.slice(start, end));
  return found?.[1] === undefined ? undefined : { start: end - found[1].length, end };
}

function fixOf(text: string, zone: Span): Fix | undefined {
  if (!/^(?:UTC|[+-]0000)$/i.test(text.slice(zone.start, zone.end))) return undefined;
  return { title: `Replace ${text.slice(zone.start, zone.end)} by GMT`, edits: [{ at: zone, text: 'GMT' }] };
}
