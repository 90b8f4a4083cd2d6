import { NOT_A_HEADER } from '../../sip/header-names';
import { isCutIn } from '../../sip/incomplete';
import type { Header, SipMessage } from '../../sip/message';
import type { Span } from '../../text/span';
import type { Fix } from '../rule';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/empty-separators',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Doubled or dangling separators',
  remedy: 'Remove it where the header is generated (empty variable in a template).',
  cites: ['RFC 3261 §25.1', 'RFC 4475 §3.1.2.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;;branch=z9hG4bKa1;
                                     ^ sip/empty-separators
                                                       ^ sip/empty-separators
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
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.15;branch=z9hG4bKa1;;,;,,
                                            ^^^^^^ sip/empty-separators
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;
                         ^ sip/empty-separators
Call-ID: c1@example.com
CSeq: 1 OPTIONS
m: "a,,b;;" <sip:alice@192.0.2.1;transport=tls;>;q=0.1,,<sip:alice@192.0.2.2>,
                                              ^ sip/empty-separators
                                                       ^ sip/empty-separators
                                                                             ^ sip/empty-separators
k: path, , outbound
         ^ sip/empty-separators
Authorization: Digest username="a,,", realm="example.com",, nonce="abc", uri="sip:example.com", response="00000000000000000000000000000000",
                                                          ^ sip/empty-separators
                                                                                                                                           ^ sip/empty-separators
Accept: application/sdp;;q=1
                       ^ sip/empty-separators
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: "a;;,," <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Supported:
Accept-Encoding:
Subject: a,, b;;
X-Odd: ;;,,;;,;
Contact: <sip:user;par=u,,;;@192.0.2.1>
Content-Length: 0`,
    // The comma is right, and the next line lacks the space that would fold it (sip/header-line-malformed).
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
Record-Route: <sip:p2.example.net;lr>,
<sip:p1.example.com;lr>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.1>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const { header, start, end, empties } of runsOf(message)) {
      if (isCutIn(message, header) || goesOnBelow(message, header, end)) continue;
      report({ start, end }, `Empty element in ${header.name}. Lenient stacks skip it, strict ones answer 400.`, {
        fix: fixOf(header, { start, end }, empties),
      });
    }
  },
});

interface Run {
  readonly header: Header;
  readonly start: number;
  end: number;
  readonly empties: Span[];
}

/** Separators that stand side by side are one finding, whether each of them is surplus or not. */
function runsOf(message: SipMessage): Run[] {
  const runs: Run[] = [];
  for (const { kind, header, start, end } of message.faults) {
    if (kind !== 'empty') continue;
    const last = runs.at(-1);
    if (last?.header === header && /^[;,\s]*$/.test(message.text.slice(last.end, start))) {
      last.end = end;
      last.empties.push({ start, end });
    } else runs.push({ header, start, end, empties: [{ start, end }] });
  }
  return runs;
}

/** The next line is no header, so it was meant to be folded into this one, whose last separator is right then (sip/header-line-malformed). */
function goesOnBelow(message: SipMessage, header: Header, end: number): boolean {
  return end === header.value.end && message.headers.some(({ id, start }) => id === NOT_A_HEADER && start === header.line.end);
}

/** At the end of the value all of the run goes; elsewhere one separator has to stay. */
function fixOf({ value }: Header, run: Span, empties: readonly Span[]): Fix {
  return {
    title: empties.length === 1 ? 'Delete the surplus separator' : 'Delete the surplus separators',
    edits: (run.end === value.end ? [run] : empties).map((at) => ({ at, text: '' })),
  };
}
