import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeBytes } from '#core/text/decode-bytes';

describe('decodeBytes', () => {
  it('reads UTF-8, without its byte order mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const file = new TextEncoder().encode(`x${text}`);
        assert.deepEqual(decodeBytes(file), { text: new TextDecoder().decode(file), bytes: false });
      }),
    );
    assert.deepEqual(decodeBytes(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41)), { text: 'A', bytes: false });
  });

  it('reads UTF-16 where the mark says so', () => {
    assert.deepEqual(decodeBytes(Uint8Array.of(0xff, 0xfe, 0x41, 0, 0xac, 0x20)), { text: 'A\u20ac', bytes: false });
  });

  it('agrees with the platform about what is UTF-8, and keeps each octet of what is not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), (file) => {
        if (file[0] === 0xff && file[1] === 0xfe) return;
        const { text, bytes } = decodeBytes(file);
        assert.equal(bytes, !isUtf8(file));
        if (bytes)
          assert.deepEqual(
            [...text].map((c) => c.charCodeAt(0)),
            [...file],
          );
      }),
      { numRuns: 2000 },
    );
    const long = new Uint8Array(100_000).fill(0x9f);
    assert.deepEqual(decodeBytes(long), { text: '\u009f'.repeat(100_000), bytes: true });
  });
});

function isUtf8(file: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(file);
    return true;
  } catch {
    return false;
  }
}
