import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { HEAD } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';
import { looksLikeConfig } from '#core/config/looks-like';

/** What a text may repeat that no configuration does: signs of comments and brackets, blanks, beginnings without an end. */
const pieces: readonly string[] = [
  ...'/#;-=[]{}<>"\'`\\ \t\na$\0\uFEFF',
  ...[
    '//',
    '/*',
    '*/',
    '--',
    '<!--',
    '-->',
    '<!-- a -->',
    '<!-- a -->\n',
    '<?xml ?>',
    '<!DOCTYPE a>',
    '<scenario',
    '<profile ',
    '<param name="',
  ],
  ...['\r\n', ' \n', '\t \r\n', 'a ', 'a=', 'a: \n', '- ', '// a\n', '# a\n', '; a\n', '[a]\n', '[general]\n', 'type=a\n', '--a ', '"a"'],
  ...['sip:', '<sip:a@b>', '$(', '${', 'sipp ', 'sipp', 'sipp -s ', '-----BEGIN ', 'loadmodule "', 'socket=a', 'FROM ', 'run: '],
];

/** undefined: the call ended in time. V8 stops a regular expression that goes back for ever only by this way. */
function overrun(call: () => void, milliseconds: number): string | undefined {
  try {
    runInNewContext('call()', { call }, { timeout: milliseconds });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('no dialect goes back and forth over a text that is none of its own', () => {
  const slow = pieces.flatMap((piece) => {
    const text = piece.repeat(Math.ceil(HEAD / piece.length)).slice(0, HEAD);
    return ['', '// a\n', '[general]\n', '<!-- a -->\n'].flatMap((start) => [
      ...dialects.flatMap(({ id, shape, isOther, firstLine }) => {
        const said = overrun(() => {
          shape(start + text);
          isOther?.(start + text);
          firstLine?.test(start + text);
        }, 1500);
        return said ? [`${id} ${JSON.stringify(start + piece)}: ${said}`] : [];
      }),
      ...(overrun(() => looksLikeConfig('a', start + text), 1500) ? [`looksLikeConfig ${JSON.stringify(start + piece)}`] : []),
    ]);
  });
  equal(slow.join('\n'), '');
});
