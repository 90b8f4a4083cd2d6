import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { rules } from '#core/rules/all.gen';
import { selectRules } from '#core/rules/engine';
import { PieceText } from '#core/text/pieces';
import { formats } from '#core/trace/formats/all.gen';
import { Trace } from '#core/trace/trace';
import { caseOf } from '../support/examples';
import { unmarked } from '../support/marked';

const strict = selectRules(rules, 'strict');

// Everything that our formats and rules know: framing, messages of all kinds, faults, log lines.
const messages = rules.flatMap((rule) => (rule.examples ?? []).map((example) => `${unmarked(caseOf(rule, example).text)}\n\n`));
const traces = formats.flatMap((format) => format.examples.map((example) => example.text));
const framings = [
  '<--- Received SIP request (349 bytes) from TLS:192.0.2.7:15080 --->\n',
  '<--- Transmitting SIP response (349 bytes) to UDP:192.0.2.7:5060 --->\n',
  'recv 343 bytes from udp/[192.0.2.7]:15080 at 18:59:06.669980:\n------------------------------------------------------------------------\n',
  '2026/11/23 18:59:29.781053 192.0.2.1:15082 -> 192.0.2.2:5060\n',
  'in tls 192.0.2.7:15080 -> 192.0.2.1:15061\n',
];
const block = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...messages) },
  { weight: 2, arbitrary: fc.constantFrom(...traces) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...framings), fc.constantFrom(...messages)).map((pair) => pair.join('')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('a line of log\n', '\n', '\r\n', 'INVITE sip:a@b SIP/2.0\n', 'Via: SIP/2.0/UDP a\n', 'SIP/2.0 200 OK\r\n'),
  },
);
const snippet = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\n',
      '\n\n',
      '\r\n',
      'x',
      ';',
      '0',
      'TLS',
      'UDP',
      'sips:',
      '"',
      'Content-Length: 5\n',
      'inline:abcd',
    ),
  },
  { weight: 1, arbitrary: block },
);

const edit = fc.tuple(fc.nat(), fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 900 })), snippet);

describe('incremental', () => {
  it('is as if the text had been read anew, after any edits', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 14 }), fc.array(edit, { minLength: 1, maxLength: 6 }), (blocks, edits) => {
        checkEdits(blocks.join(''), edits);
      }),
      { numRuns: Number(process.env.RUNS ?? 60) },
    );
  });

  it('also where a window of the text is read, and not all of it', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 3, maxLength: 8 }), fc.array(edit, { minLength: 1, maxLength: 4 }), (blocks, edits) => {
        const part = blocks.join('');
        checkEdits(part.repeat(Math.ceil(400_000 / part.length)), edits);
      }),
      { numRuns: Math.ceil(Number(process.env.RUNS ?? 60) / 20) },
    );
  });
});

function checkEdits(start: string, edits: readonly [number, number, string][]): void {
  const text = new PieceText(start);
  const trace = new Trace(text, { rules: strict });
  for (const [at, length, inserted] of edits) {
    const start = at % (text.length + 1);
    const removed = Math.min(length, text.length - start);
    text.replace({ start, end: start + removed }, inserted);
    trace.edit(start, removed, inserted.length);
    assert.deepEqual(summary(trace), summary(new Trace(text, { rules: strict })));
  }
}

/** All that a user could see of a trace: frames, what they state, findings, and where related frames stand. */
function summary(trace: Trace): unknown {
  return {
    format: trace.format.id,
    entries: trace.entries.map(({ start, frame, facts, findings }) => ({
      start,
      frame,
      facts,
      findings: findings.map((finding) => ({
        ...finding,
        related: finding.related?.map((place) => ('frame' in place ? { ...place, frame: trace.entryOf(place.frame)?.start } : place)),
      })),
    })),
  };
}
