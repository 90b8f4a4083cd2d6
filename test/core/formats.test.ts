import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { selectRules } from '#core/rules/engine';
import { formats } from '#core/trace/formats/all.gen';
import { type Frame, messageText, type PlacedFrame, toFrame, toMessage } from '#core/trace/frame';
import { detectFormats, splitFrames } from '#core/trace/split';
import { Trace } from '#core/trace/trace';

/** What a test says of a frame: its start line and its framing. */
const summary = ({ frame, start }: PlacedFrame, text: string) => {
  const { time, source, destination, direction, transport, cut } = frame;
  const facts = { time, source, destination, direction, transport, cut };
  return {
    start: messageText(frame, text, start).split(/\r?\n/, 1)[0],
    ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
  };
};

const split = (text: string) => [...splitFrames(text, detectFormats(text))];

/** All frames of one format, each searched for behind the one before. */
function framesOf(format: (typeof formats)[number], text: string): PlacedFrame[] {
  const frames: PlacedFrame[] = [];
  for (let from = 0; ; ) {
    const found = format.next(text, from);
    if (!found) return frames;
    frames.push(found);
    assert.ok(found.frame.length > 0, 'a frame has a length');
    from = found.start + found.frame.length;
  }
}

for (const format of formats) {
  describe(`format ${format.id}`, () => {
    for (const [i, { text, frames }] of format.examples.entries()) {
      it(`reads its example ${i + 1}, and nothing else there`, () => {
        const found = split(text);
        assert.deepEqual(
          found.map((placed) => summary(placed, text)),
          frames,
        );
        for (const { frame } of found) assert.equal(frame.format, format.id);
      });
      it(`reads its example ${i + 1} with other line ends`, () => {
        for (const other of [text.replaceAll(/\r?\n/g, '\r\n'), text.replaceAll('\r\n', '\n')]) {
          assert.deepEqual(
            split(other).map((placed) => summary(placed, other)),
            frames,
          );
        }
      });
    }

    it('frames are in order, lie in the text, and are found again from their own start', () => {
      fc.assert(
        fc.property(damaged(format.examples.map((example) => example.text)), (text) => {
          const frames = framesOf(format, text);
          let end = 0;
          for (const placed of frames) {
            assert.ok(placed.start >= end, 'in order');
            end = placed.start + placed.frame.length;
            assert.ok(end <= text.length, 'inside the text');
            liesInside(placed.frame);
            assert.deepEqual(format.next(text, placed.start), placed);
          }
        }),
        { numRuns: 150 },
      );
    });

    it('a frame depends on nothing in front of it, and on nothing behind the next one', () => {
      fc.assert(
        fc.property(damaged(format.examples.map((example) => example.text)), (text) => {
          const frames = framesOf(format, text);
          for (const [i, { start, frame }] of frames.entries()) {
            const next = frames[i + 2];
            const alone = text.slice(start, next?.start ?? text.length);
            assert.deepEqual(format.next(alone, 0), { start: 0, frame });
          }
        }),
        { numRuns: 100 },
      );
    });
  });
}

const all = formats.flatMap((format) => format.examples.map((example) => example.text));

it('a marker in front of the start line leaves nothing for a message', () => {
  const dashes = '-'.repeat(72);
  const text = `send 139 bytes to tls/[192.0.2.10]:5061 at 19:01:29.748906:\n   ${dashes}\n ${dashes}  INVITE sip:bob@example.com SIP/2.0\nth: 5\n   ${dashes}\n`;
  for (const format of formats)
    for (const { frame } of framesOf(format, text)) {
      assert.ok(frame.payload.start <= frame.payload.end, format.id);
      liesInside(frame);
    }
});

describe('formats together', () => {
  it('the text of a message maps to its source and back', () => {
    fc.assert(
      fc.property(damaged(all), (text) => {
        for (const { start, frame } of split(text)) {
          if (!frame.decoded) continue;
          const message = frame.decoded.text;
          const source = text.slice(start, start + frame.length);
          let last = frame.payload.start;
          for (let i = 0; i <= message.length; i++) {
            const at = toFrame(frame, i);
            assert.ok(at >= last && at <= frame.payload.end, 'ascending, inside the payload');
            last = at;
            // What is no escape stands in the source as it is.
            if (i < message.length && !/[#\\]/.test(source[at] ?? '')) assert.equal(source[at], message[i]);
            if (i < message.length) assert.equal(toMessage(frame, at), i);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('frames of all formats neither overlap nor leave the text', () => {
    fc.assert(
      fc.property(damaged(all), (text) => {
        let end = 0;
        for (const { start, frame } of split(text)) {
          assert.ok(start >= end);
          end = start + frame.length;
          assert.ok(end <= text.length);
          liesInside(frame);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('after any edits, frames are as if the text had been read anew', () => {
    const edit = fc.record({
      at: fc.nat(),
      cut: fc.nat(60),
      put: fc.oneof(fc.constantFrom('', '\n', '    ', '#012', ' -> '), lineOf(all)),
    });
    fc.assert(
      fc.property(damaged(all), fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
        let now = text;
        const source = {
          get length() {
            return now.length;
          },
          slice: (start: number, end: number) => now.slice(start, end),
        };
        const rules = selectRules([], 'practical');
        const trace = new Trace(source, { rules });
        for (const { at, cut, put } of edits) {
          const from = at % (now.length + 1);
          const removed = Math.min(cut, now.length - from);
          now = now.slice(0, from) + put + now.slice(from + removed);
          trace.edit(from, removed, put.length);
          const placed = ({ entries }: Trace) => entries.map(({ start, frame }) => ({ start, frame }));
          assert.deepEqual(placed(trace), placed(new Trace(source, { rules })));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a bare message without an end stops at the framing line behind it', () => {
    const text = `BYE sip:bob@example.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1
Call-ID: a
<--- Received SIP response (9 bytes) from TLS:192.0.2.1:5061 --->
SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1
Call-ID: a

`;
    assert.deepEqual(
      split(text).map((placed) => [placed.frame.format, placed.frame.source]),
      [
        ['bare', undefined],
        ['asterisk-pjsip', '192.0.2.1:5061'],
      ],
    );
  });

  // Each of these was quadratic where a search went back to the line's beginning, or on to the text's end, for each hit.
  const message = 'ACK sip:b@example.com SIP/2.0\nVia: SIP/2.0/TLS 192.0.2.1\nCall-ID: a\n';
  const monotonous = {
    ...Object.fromEntries(
      [' SIP/2.0 ', ' sip:a ', ' -> ', '<--- ', '='.repeat(20), ' bytes ', ' SIP message ', 'SIP/2.0/TLS 1\n', '1\n', 'a=1\n'].map((s) => [
        s,
        s,
      ]),
    ),
    'wrong lengths': `${message}Content-Length: 900000\n\nv=0\n\n`,
    'wrong lengths of multiparts': `${message}c: multipart/mixed\nl: 900000\n\n--a\n\n`,
    'messages without an end': message,
    'framing without messages': '<--- Received SIP request (2 bytes) from TCP:192.0.2.10:48122 --->\n\n\n',
    'lines with a carrier': 'Nov 23 18:58:53 proxy1 opensips[4121]: in tls 192.0.2.7:15080 -> 192.0.2.1:5061\n',
    ...Object.fromEntries(formats.map((format) => [`examples of ${format.id}`, format.examples.map((example) => example.text).join('')])),
  };
  for (const [name, piece] of Object.entries(monotonous)) {
    it(`reads in linear time: ${JSON.stringify(name)}`, () => {
      const visits = (size: number) => {
        const text = piece.repeat(Math.ceil(size / piece.length));
        return countVisits(() => {
          for (const format of formats) framesOf(format, text);
        });
      };
      const ratio = visits(120_000) / visits(30_000);
      assert.ok(ratio < 6, `four times the text makes ${ratio.toFixed(1)} times the work`);
    });
  }
});

/** How many characters the searches of `work` look at: counted, so that a busy machine proves nothing. */
function countVisits(work: () => void): number {
  const { indexOf, lastIndexOf, charCodeAt } = String.prototype;
  const { exec } = RegExp.prototype;
  let visits = 0;
  String.prototype.indexOf = function (this: string, wanted: string, from = 0) {
    const found = indexOf.call(this, wanted, from);
    visits += (found < 0 ? this.length : found) - from + 1;
    return found;
  };
  String.prototype.lastIndexOf = function (this: string, wanted: string, from = this.length) {
    const found = lastIndexOf.call(this, wanted, from);
    visits += from - found + 1;
    return found;
  };
  String.prototype.charCodeAt = function (this: string, at: number) {
    visits++;
    return charCodeAt.call(this, at);
  };
  RegExp.prototype.exec = function (this: RegExp, text: string) {
    const from = this.lastIndex;
    const found = exec.call(this, text);
    visits += (this.global || this.sticky) && found ? this.lastIndex - from : text.length;
    return found;
  };
  try {
    work();
  } finally {
    Object.assign(String.prototype, { indexOf, lastIndexOf, charCodeAt });
    RegExp.prototype.exec = exec;
  }
  return visits;
}

function liesInside({ header, payload, length }: Frame): void {
  assert.ok(payload.start >= 0 && payload.start <= payload.end && payload.end <= length, 'payload inside the frame');
  if (header) assert.ok(header.start >= 0 && header.start <= header.end && header.end <= payload.start, 'header before the payload');
}

/** Examples one behind the other, with pieces cut out, junk put in and line ends mixed. */
function damaged(texts: readonly string[]): fc.Arbitrary<string> {
  const junk = fc.oneof(
    fc.constantFrom(
      '\n',
      '\r\n',
      '\r',
      '\n\n',
      ' ',
      '    ',
      '#012',
      '\\r\\n',
      '\0',
      '\uFEFF',
      '"',
      'SIP/2.0',
      '<--- ',
      ' -> ',
      ' bytes ',
      '|'.repeat(20),
      '-'.repeat(72),
      '='.repeat(20),
    ),
    lineOf(texts),
    fc.string(),
  );
  const change = fc.record({ at: fc.nat(), cut: fc.oneof(fc.constant(0), fc.nat(8), fc.nat(120)), put: fc.oneof(fc.constant(''), junk) });
  return fc
    .record({ parts: fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 4 }), changes: fc.array(change, { maxLength: 6 }) })
    .map(({ parts, changes }) => {
      let text = parts.join('');
      for (const { at, cut, put } of changes) {
        const from = at % (text.length + 1);
        text = text.slice(0, from) + put + text.slice(from + cut);
      }
      return text;
    });
}

/** A line of an example: a framing line where none belongs, a header that comes twice. */
function lineOf(texts: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...texts.flatMap((text) => text.split('\n').slice(0, 12))).map((line) => `${line}\n`);
}
