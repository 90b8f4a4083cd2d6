import { grammarOf } from '../../sip/header-names';
import { isCutIn } from '../../sip/incomplete';
import type { Header, SipMessage } from '../../sip/message';
import { CELLS, Part } from '../../sip/tape';
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
  ],
  check(message, _context, report) {
    for (const header of message.headers) {
      if (!mayHaveEmptyItems(message.text, header) || isCutIn(message, header)) continue;
      for (const run of runsOf(message.text, emptiesOf(message, header))) {
        report({ start: run.start, end: run.end }, `Empty element in ${header.name}. Lenient stacks skip it, strict ones answer 400.`, {
          fix: fixOf(header, run),
        });
      }
    }
  },
});

/** A quick look that spares the reading of headers that are in order. */
function mayHaveEmptyItems(text: string, { id, value }: Header): boolean {
  const grammar = grammarOf(id);
  if (id <= 0 || grammar === 'text' || grammar === 'number' || grammar === 'cseq') return false;
  return /^[;,]|[;,]\s*(?:[;,?>]|$)/.test(text.slice(value.start, value.end));
}

function emptiesOf(message: SipMessage, header: Header): Span[] {
  const { tape, from, to } = message.tapeOf(header);
  const found: Span[] = [];
  for (let record = from; record < to; record++) {
    if (tape.cells[record * CELLS] !== Part.empty) continue;
    found.push({ start: tape.cells[record * CELLS + 1] as number, end: tape.cells[record * CELLS + 2] as number });
  }
  return found.sort((a, b) => a.start - b.start);
}

interface Run {
  readonly start: number;
  end: number;
  readonly empties: Span[];
}

/** Separators that stand side by side are one finding, whether each of them is surplus or not. */
function runsOf(text: string, empties: readonly Span[]): Run[] {
  const runs: Run[] = [];
  for (const empty of empties) {
    const last = runs.at(-1);
    if (last && /^[;,\s]*$/.test(text.slice(last.end, empty.start))) {
      last.end = empty.end;
      last.empties.push(empty);
    } else runs.push({ start: empty.start, end: empty.end, empties: [empty] });
  }
  return runs;
}

function fixOf({ value }: Header, run: Run): Fix {
  const isAtEnd = run.end === value.end;
  return {
    title: 'Remove the surplus separators',
    edits: (isAtEnd ? [run] : run.empties).map(({ start, end }) => ({ at: { start, end }, text: '' })),
  };
}
