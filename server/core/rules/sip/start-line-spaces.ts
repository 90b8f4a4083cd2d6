import type { SipMessage } from '../../sip/message';
import type { Span } from '../../text/span';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/start-line-spaces',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Extra spaces in the start line',
  remedy: 'Mend the template of the sender.',
  cites: ['RFC 3261 §7.1', 'RFC 4475 §3.1.2.9', 'RFC 4475 §3.1.2.10'],
  examples: [
    `
OPTIONS   sip:bob@example.net SIP/2.0
        ^^ sip/start-line-spaces
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
INVITE sip:bob@example.net  SIP/2.0  
                           ^ sip/start-line-spaces
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
SIP/2.0 100 
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
SIP/2.0 200  OK \t
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0\t200 OK
       ^ sip/start-line-spaces
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    {
      framing: { transport: 'TLS', loses: ['blanks'] },
      text: `
OPTIONS sip:bob@example.net SIP/2.0 
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
  ],
  check(message, { loses }, report) {
    const gaps = gapsOf(message).filter(({ start, end, length }) => !isRight(message.text.slice(start, end), length));
    const wrong = loses.includes('blanks') ? gaps.filter(({ end }) => end < message.startLine.span.end) : gaps;
    const [first] = wrong;
    if (!first) return;
    const isBehindFirstWord = wrong.some(({ start }) => start === firstWordEnd(message));
    // The first of several blanks is the one that belongs there.
    const isBlankFirst = first.length === 1 && message.text[first.start] === ' ';
    report(
      { start: isBlankFirst ? first.start + 1 : first.start, end: first.end },
      `The start line has surplus white space. Exactly one space is allowed between the parts; tolerant stacks accept it, ${isBehindFirstWord ? 'Kamailio drops the message' : 'others answer 400'}.`,
      { fix: { title: 'Delete the surplus white space', edits: wrong.map((gap) => ({ at: gap, text: ' '.repeat(gap.length) })) } },
    );
  },
});

function firstWordEnd({ startLine: line }: SipMessage): number {
  if (line.kind === 'malformed') return -1;
  return line.kind === 'request' ? line.methodSpan.end : line.versionSpan.end;
}

/** White space in the start line, and how long it should be. */
interface Gap extends Span {
  readonly length: 0 | 1;
}

const isRight = (gap: string, length: number): boolean => gap === ' '.repeat(length);

function gapsOf(message: SipMessage): Gap[] {
  const { startLine: line, text } = message;
  if (line.kind === 'malformed') return [];
  if (line.kind === 'response') {
    // A reason phrase may be empty, and may begin and end with spaces (RFC 3261 §25.1).
    const afterStatus: Gap = { start: line.statusSpan.end, end: Math.min(line.statusSpan.end + 1, line.span.end), length: 1 };
    const gaps: Gap[] = [
      { start: 0, end: line.versionSpan.start, length: 0 },
      { start: line.versionSpan.end, end: line.statusSpan.start, length: 1 },
    ];
    return afterStatus.end > afterStatus.start ? [...gaps, afterStatus] : gaps;
  }
  const uriStart = text[line.uri.start - 1] === '<' ? line.uri.start - 1 : line.uri.start;
  const uriEnd = text[line.uri.end] === '>' ? line.uri.end + 1 : line.uri.end;
  return [
    { start: 0, end: line.methodSpan.start, length: 0 },
    { start: line.methodSpan.end, end: uriStart, length: 1 },
    { start: uriEnd, end: line.versionSpan.start, length: 1 },
    { start: line.versionSpan.end, end: line.span.end, length: 0 },
  ];
}
