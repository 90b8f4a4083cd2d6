import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkTrace } from '#core/report/check';
import { painter } from '#core/report/colours';
import { textReporter } from '#core/report/text';
import { columnsOf, visible, wrap } from '#core/report/visible';
import { rules } from '#core/rules/all.gen';
import { selectRules } from '#core/rules/engine';

const request = (from: string) => `INVITE sips:bob@example.com SIP/2.0
${from}
Max-Forwards: 70
From: <sips:alice@example.com>;tag=a1
To: <sips:bob@example.com>
Call-ID: one@192.0.2.15
CSeq: 1 INVITE
Contact: <sips:alice@192.0.2.15:5061>
Content-Length: 0

`;

/** The source line of the finding about UDP, and its carets, as the terminal shows them. */
function markedLines(text: string, width = 80): string[] {
  const checked = checkTrace('a.sip', { text, bytes: false }, { rules: selectRules(rules, 'practical'), messages: false });
  assert.ok(checked);
  const reporter = textReporter({ version: '0', least: 'warning', paint: painter(false), width });
  const lines = reporter.file(checked, 'named').split('\n');
  const at = lines.findIndex((line) => line.includes('sip/sips-over-udp'));
  const caret = lines.findIndex((line, i) => i > at && /^ {4} *\^+$/.test(line));
  assert.ok(at >= 0 && caret > at, lines.join('\n'));
  return lines.slice(caret - 1, caret + 1);
}

const under = ([line = '', carets = '']: string[]) => line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1);

describe('source lines on a terminal', () => {
  it('carets stand below what they mark', () => {
    const lines = markedLines(request('Via: SIP/2.0/UDP 192.0.2.15:5060;branch=z9hG4bKu1;rport'));
    assert.deepEqual(lines, ['    Via: SIP/2.0/UDP 192.0.2.15:5060;branch=z9hG4bKu1;rport', '                 ^^^']);
  });

  it('a long line is cut around the mark', () => {
    for (const padding of [0, 10, 30, 60, 70, 75, 80, 200, 3000])
      for (const width of [40, 60, 80]) {
        const via = `Via:${' '.repeat(padding)} SIP/2.0/UDP 192.0.2.15:5060;branch=z9hG4bK${'x'.repeat(300)};rport`;
        const lines = markedLines(request(via), width);
        for (const line of lines) assert.ok(line.length <= width, `${padding}, ${width}: ${line}`);
        assert.equal(under(lines), 'UDP', `${padding}, ${width}`);
        assert.match(lines[0] ?? '', /…$/);
      }
  });

  it('tabs and controls take one column each', () => {
    const lines = markedLines(request('Via:\t\tSIP/2.0/UDP 192.0.2.15:5060;branch=z9hG4bK\u0007u1;rport'));
    assert.equal(lines[0], '    Via:→→SIP/2.0/UDP 192.0.2.15:5060;branch=z9hG4bK␇u1;rport');
    assert.equal(under(lines), 'UDP');
  });

  it('words of two columns before the mark move it by two', () => {
    const [line = '', carets = ''] = markedLines(
      request('Via: SIP/2.0/TCP 漢字.example.com;branch=z9hG4bKu0, SIP/2.0/UDP 192.0.2.15;branch=z9hG4bKu1').replace(
        'TCP 漢字',
        'UDP 漢字',
      ),
    );
    assert.equal(columnsOf(line.slice(0, line.indexOf('UDP'))), carets.indexOf('^'));
  });
});

describe('text for a terminal', () => {
  it('widths', () => {
    assert.equal(columnsOf('abc'), 3);
    assert.equal(columnsOf('漢字'), 4);
    assert.equal(columnsOf('e\u0301'), 1);
    assert.equal(columnsOf('→␛…'), 3);
  });

  it('wraps at blanks, and leaves a long word whole', () => {
    assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
    assert.deepEqual(wrap('a sip:very-long@example.com b', 8), ['a', 'sip:very-long@example.com', 'b']);
    assert.deepEqual(wrap('', 8), []);
  });

  it('shows what would be obeyed, one character for each', () => {
    assert.equal(visible('a\u001b[31m\r\n\t\u007f\u009b\u202e\ud800b'), 'a␛[31m␍␊→␡���b');
    assert.equal(visible('Zoë 漢字 🎉'), 'Zoë 漢字 🎉');
  });
});
