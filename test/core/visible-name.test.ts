import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { visibleName, visibleNames } from '#core/text/visible-name';

describe('names of others in our sentences', () => {
  for (const [name, shown] of [
    ['sip.example.com', 'sip.example.com'],
    ['tür.example', 'tür.example'],
    ['sip.example.com\0.evil.example', 'sip.example.com\\u{0}.evil.example'],
    ['a\u202egro.elpmaxe', 'a\\u{202e}gro.elpmaxe'],
    ['line\r\nfeed\u2028and\u200bmore', 'line\\u{d}\\u{a}feed\\u{2028}and\\u{200b}more'],
    ['\ud800 alone', '\\u{d800} alone'],
    ['🔒', '🔒'],
    ['', ''],
  ] as const)
    it(JSON.stringify(name), () => assert.equal(visibleName(name), shown));

  it('long ones are cut, and never inside of an escape or a pair', () => {
    assert.equal(visibleName('a'.repeat(300)), `${'a'.repeat(256)}…`);
    assert.equal(visibleName('abc\0', 6), 'abc…');
    assert.equal(visibleName('abc🔒d', 4), 'abc…');
    assert.equal(visibleName('abc', 3), 'abc');
    assert.ok(visibleName('\u202e'.repeat(1_000_000)).length <= 257);
  });

  it('of many the first are listed', () => {
    assert.equal(visibleNames([]), '');
    assert.equal(visibleNames(['a', 'b']), 'a, b');
    assert.equal(visibleNames(['a', 'b', 'c', 'd', 'e', 'f', 'g']), 'a, b, c, d, e and 2 more');
  });
});
