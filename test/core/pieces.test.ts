import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { PieceText } from '#core/text/pieces';

const chunk = fc.string({ unit: fc.constantFrom('a', 'é', '\n', '\r', '\r\n', ' '), maxLength: 40 });
const size = fc.nat({ max: 4000 });

describe('text in pieces', () => {
  it('is the same as one string, through any edits', () => {
    fc.assert(
      fc.property(
        chunk,
        size,
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 90_000 }), chunk, size), { maxLength: 12 }),
        (start, times, edits) => {
          let plain = start.repeat(times);
          const pieces = new PieceText(plain);
          for (const [at, removed, text, repeat] of edits) {
            const from = plain.length === 0 ? 0 : at % (plain.length + 1);
            const to = Math.min(plain.length, from + removed);
            const inserted = text.repeat(repeat % 50);
            plain = plain.slice(0, from) + inserted + plain.slice(to);
            pieces.replace({ start: from, end: to }, inserted);
          }
          checkSame(pieces, plain);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Length, lines and positions, against the document that everybody uses. */
function checkSame(pieces: PieceText, plain: string): void {
  assert.equal(pieces.length, plain.length);
  assert.equal(pieces.slice(0, plain.length), plain);
  const document = TextDocument.create('', '', 0, plain);
  assert.equal(pieces.lineCount, document.lineCount);
  for (let i = 0; i <= 50; i++) {
    const offset = Math.floor((plain.length * i) / 50);
    if (plain[offset - 1] === '\r' && plain[offset] === '\n') continue; // no position lies inside of a line end
    const position = document.positionAt(offset);
    assert.deepEqual(pieces.positionAt(offset), position);
    assert.equal(pieces.offsetAt(position), document.offsetAt(position));
    assert.equal(pieces.slice(offset, offset + 70_000), plain.slice(offset, offset + 70_000));
  }
}
