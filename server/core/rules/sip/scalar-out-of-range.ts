import { isSpace } from '../../sip/chars';
import type { HeaderName } from '../../sip/header-names';
import { isCutIn } from '../../sip/incomplete';
import { param } from '../../sip/parts';
import { shortened } from '../../text/shortened';
import { type Span, textOf } from '../../text/span';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/scalar-out-of-range',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Number out of range',
  remedy: 'Correct the sender; look for signed/unsigned or millisecond/second mix-ups.',
  cites: ['RFC 3261 §20.22', 'RFC 3261 §20.19', 'RFC 3261 §8.1.1.5', 'RFC 4475 §3.1.2.4', 'RFC 4475 §3.1.2.5'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 300
              ^^^ sip/scalar-out-of-range
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>;expires=280297596632815
                                                           ^^^^^^^^^^^^^^^ sip/scalar-out-of-range
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>;expires=3600
Content-Length: 0`,
    `
SIP/2.0 503 Service Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 9292394834772304023312 OPTIONS
      ^^^^^^^^^^^^^^^^^^^^^^ sip/scalar-out-of-range
Retry-After: 949302838503028349304023988
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/scalar-out-of-range
Warning: 399 example.net "ok, 1812 calls", 1812 overture "In Progress"
                                           ^^^^ sip/scalar-out-of-range
Content-Length: 0`,
    `
SIP/2.0 503 Service Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 0009
  OPTIONS
Retry-After: 18000;duration=3600
Warning: 301 isi.edu "Incompatible"
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 255
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
x: 1800;refresher=uac
Min-SE: 90
Expires: soon
         ^^^^ sip/scalar-out-of-range
m: <sip:alice@192.0.2.10:5061;transport=tls>;Expires="60";q=2.0
                                                     ^^^^ sip/scalar-out-of-range
                                                            ^^^ sip/scalar-out-of-range
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const judge = (name: string, at: Span, range: Range): void => {
      const word = firstWord(message.text, at);
      const value = textOf(message.text, word).trim();
      if (range.isRight(value) || isCutIn(message, word)) return;
      const consequence = name === 'Expires' || name === 'Contact expires' ? '; a malformed expiry is read as 3600' : '';
      // A mark must be visible where the number is absent.
      const visible = word.end > word.start ? word : { start: word.start - 1, end: word.start };
      const shown = shortened(value, 40) || 'without a value';
      report(visible, `${name} ${shown} is outside ${range.words}. Parsers clamp, wrap or refuse it${consequence}.`);
    };
    for (const [name, range] of headers) {
      const header = message.has(name) ? message.first(name) : undefined;
      if (header) judge(name, header.value, range);
    }
    for (const { tokenSpan } of message.items('Warning')) judge('Warning', tokenSpan, warnCode);
    for (const { params } of message.contacts) {
      const expires = param(params, 'expires');
      const q = param(params, 'q');
      if (expires) judge('Contact expires', expires.valueSpan ?? expires, seconds);
      if (q) judge('Contact q', q.valueSpan ?? q, quality);
    }
  },
});

interface Range {
  readonly words: string;
  isRight(value: string): boolean;
}

const isCount = (most: number) => (value: string) => /^\d+$/.test(value) && Number(value) <= most;
const hops: Range = { words: '0–255', isRight: isCount(255) };
const seconds: Range = { words: '0–4294967295', isRight: isCount(0xffffffff) };
const warnCode: Range = { words: '100–999', isRight: (value) => /^\d{3}$/.test(value) };
const quality: Range = { words: '0–1', isRight: (value) => /^(?:0|1|0?\.\d+|[01]\.\d*)$/.test(value) && Number(value) <= 1 };

const headers: readonly (readonly [HeaderName, Range])[] = [
  ['Max-Forwards', hops],
  ['CSeq', seconds],
  ['Expires', seconds],
  ['Min-Expires', seconds],
  ['Session-Expires', seconds],
  ['Min-SE', seconds],
  ['Retry-After', seconds],
];

/** The number in front of parameters, a comment or a method: `1800;refresher=uac`, `120 (in a meeting)`, `1 INVITE`. */
function firstWord(text: string, { start, end }: Span): Span {
  let last = start;
  while (last < end && !isSpace(text.charCodeAt(last)) && text[last] !== ';' && text[last] !== '(') last++;
  return { start, end: last };
}
