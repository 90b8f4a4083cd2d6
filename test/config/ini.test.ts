import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type IniFile, type IniLine, type IniSyntax, type IniText, partOf, readIni, sectionsOf, spanIn } from '#core/config/ini';

const plain: IniSyntax = { comments: ['#'], commentsStand: 'at-line-start', separators: ['='], hasSections: true };
const asterisk: IniSyntax = {
  comments: [';'],
  commentsStand: 'anywhere',
  hasEscapes: true,
  block: { open: ';--', notBefore: '-', close: '--;' },
  separators: ['+=', '=>', '='],
  hasSections: true,
  directive: '#',
};

describe('lines of key and value', () => {
  it('are read with sections, comments and blanks', () => {
    check('a = 1\n\n# no\n[ x ] y\n  b=2 # two  \n', plain, ['a = 1', '[x] y', 'b = 2 # two']);
    check('a = b = c\n=d\nnothing\n[open', plain, ['a = b = c', 'no-key =d', 'no-separator nothing', 'no-bracket [open']);
    check('\uFEFFa=\r\nb=c\r\n', plain, ['a = ', 'b = c']);
  });

  it('know where a comment may stand', () => {
    const behind: IniSyntax = { ...plain, comments: ['#', ';'], commentsStand: 'behind-blank' };
    check('a = x#y ; z\nb = 1 #2', behind, ['a = x#y', 'b = 1']);
    check('a = x#y', { ...behind, commentsStand: 'anywhere' }, ['a = x']);
    check('a = x ;y', plain, ['a = x ;y']);
  });

  it('know separators of several characters', () => {
    check('a => 1\nb += 2\nc = d += e\nf=>', asterisk, ['a => 1', 'b += 2', 'c = d += e', 'f => ']);
    check('TLSPort = 5061', { ...plain, hasSections: false }, ['TLSPort = 5061']);
    check('[a] = b', { ...plain, hasSections: false }, ['[a] = b']);
  });

  it('go on in the next line', () => {
    check('a = x \\\n  y\nb = 1', { ...plain, continuation: 'backslash' }, ['a = x   y', 'b = 1']);
    check('a = x\n   y\nb = 1', { ...plain, continuation: 'indented' }, ['a = x y', 'b = 1']);
    check('a = x\\', { ...plain, continuation: 'backslash' }, ['a = x\\']);
  });

  it('lose escapes and comments within', () => {
    check('a = b\\;c ; d', asterisk, ['a = b;c']);
    check(';-- all\nof it = x --; b = 1\n;---- one line\nc = 2', asterisk, ['b = 1', 'c = 2']);
    check('a = x;-- y --;z\n;-- 1 ;-- 2 --; = 3 --;d = 4', asterisk, ['a = xz', 'd = 4']);
    check('#include "a;b" ; c\n# x', asterisk, ['#include "a', '# x']);
    assert.deepEqual(readIni('a = 1\n;-- never\nb = 2', asterisk).openComment, { start: 6, end: 9 });
  });

  it('say where each part stands', () => {
    const text = 'a = sip:h\\;p=;-- c --;q ; note';
    const [line] = readIni(text, asterisk).lines;
    assert.ok(line?.kind === 'setting');
    assert.equal(line.value.text, 'sip:h;p=q');
    assert.deepEqual(line.value.at, { start: 4, end: 23 });
    const q = line.value.text.indexOf('q');
    assert.deepEqual(spanIn(line.value, q, q + 1), { start: text.indexOf('q'), end: text.indexOf('q') + 1 });
    const part = partOf(line.value, line.value.text.indexOf(';'), line.value.text.length);
    assert.deepEqual([part.text, part.at], [';p=q', { start: 10, end: 23 }]);
    assert.equal(text.slice(line.comment?.start, line.comment?.end), '; note');
  });
});

it('settings belong to the header above them', () => {
  const sections = sectionsOf(readIni('a=1\n[x]\nb=2\nc=3\n[x]\n', plain));
  assert.deepEqual(
    sections.map(({ header, settings }) => [header?.name.text, settings.map(({ key }) => key.text)]),
    [
      [undefined, ['a']],
      ['x', ['b', 'c']],
      ['x', []],
    ],
  );
});

it('any text is read, and all spans lie in it', () => {
  const syntaxes: IniSyntax[] = [plain, asterisk, { ...plain, continuation: 'backslash' }, { ...asterisk, continuation: 'indented' }];
  const token = fc.constantFrom(';', ';--', '--;', '\\', '=', '=>', '+=', '[', ']', '#', ' ', '\t', '\r', '\n', 'a', 'é', '\uFEFF');
  fc.assert(
    fc.property(fc.array(token, { maxLength: 60 }), fc.constantFrom(...syntaxes), (tokens, syntax) => {
      const text = tokens.join('');
      for (const each of textsOf(readIni(text, syntax))) {
        assert.ok(each.at.start >= 0 && each.at.start <= each.at.end && each.at.end <= text.length, JSON.stringify(text));
        // Each character of the text is found again at its place.
        for (let i = 0; i < each.text.length; i++) assert.equal(text[spanIn(each, i, i + 1).start], each.text[i], JSON.stringify(text));
      }
    }),
    { numRuns: 500 },
  );
});

it('takes a time that grows with the text only', () => {
  for (const unit of [';--', '--;', '\\;', '[', '=', 'a=\\\n', ' \n', ';']) {
    const text = unit.repeat(1_000_000 / unit.length);
    const start = performance.now();
    readIni(text, { ...asterisk, continuation: 'backslash' });
    const ms = performance.now() - start;
    assert.ok(ms < 3000, `${JSON.stringify(unit)}: ${ms.toFixed(0)} ms`);
  }
});

const check = (text: string, syntax: IniSyntax, expected: readonly string[]): void =>
  assert.deepEqual(shown(readIni(text, syntax)), expected);

const shown = ({ lines }: IniFile): string[] => lines.map(shownLine);

function shownLine(line: IniLine): string {
  switch (line.kind) {
    case 'section':
      return `[${line.name.text}] ${line.rest.text}`.trim();
    case 'setting':
      return `${line.key.text} ${line.separator} ${line.value.text}`;
    case 'directive':
      return `#${line.name.text} ${line.argument.text}`;
    case 'other':
      return `${line.fault} ${line.text.text}`;
  }
}

const textsOf = ({ lines }: IniFile): IniText[] => lines.flatMap(textsOfLine);

function textsOfLine(line: IniLine): IniText[] {
  switch (line.kind) {
    case 'section':
      return [line.name, line.rest];
    case 'setting':
      return [line.key, line.value];
    case 'directive':
      return [line.name, line.argument];
    case 'other':
      return [line.text];
  }
}
