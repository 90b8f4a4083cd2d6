import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { hoverAt } from '#core/hover/hover';
import { rules } from '#core/rules/all.gen';
import { selectRules } from '#core/rules/engine';
import { Trace } from '#core/trace/trace';
import { checkGolden } from '../support/golden';

const fixture = readFileSync(join(process.cwd(), 'test/fixtures/tls-phone-to-udp-phone.siptrace'), 'utf8');
const ruleSet = selectRules(rules, 'practical');
const traces = new Map<string, Trace>();
function traceOf(text: string): Trace {
  const trace = traces.get(text) ?? new Trace({ length: text.length, slice: (from, to) => text.slice(from, to) }, { rules: ruleSet });
  traces.set(text, trace);
  return trace;
}

/** Hovers over `‸` in each text, and removes it. */
function hover(marked: string) {
  const at = marked.indexOf('‸');
  assert.ok(at >= 0, 'the cursor ‸ is in the text');
  const text = marked.replace('‸', '');
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length - 1;
  const found = hoverAt(traceOf(text), at, { lineOf, uri: 'file:///trace.sip' });
  return found && { over: text.slice(found.at.start, found.at.end), ...found.words };
}

/** The fixture with the cursor behind the n-th `before` in it. */
function inFixture(before: string, nth = 1): string {
  let at = -1;
  for (let i = 0; i < nth; i++) at = fixture.indexOf(before, at + 1);
  assert.ok(at >= 0, `the fixture has ${before} ${nth} times`);
  const cursor = at + before.length;
  return `${fixture.slice(0, cursor)}‸${fixture.slice(cursor)}`;
}

const message = (lines: string) => `${lines.trim()}\n\n`;

const cases: readonly [name: string, text: string][] = [
  ['method', inFixture('INVITE')],
  ['Request-URI, scheme', inFixture('INVITE si')],
  ['sips Request-URI', inFixture('INVITE sips')],
  ['topmost Via, by its name', inFixture('Via')],
  ['Via, transport', inFixture('Via: SIP/2.0/TL')],
  ['Via, sent-by', inFixture('SIP/2.0/TLS 192.0')],
  ['Via, branch', inFixture('branch=z9h')],
  ['Via of an earlier hop', inFixture('received=192.0.2.10\nRecord-Route', 1).replace('‸', '').replace('z9hG4bKp1\nVi', 'z9hG4bKp1\nVi‸')],
  ['From', inFixture('Fro')],
  ['tag', inFixture(';tag=f')],
  ['To', inFixture('\nT')],
  ['Call-ID', inFixture('Call-I')],
  ['CSeq', inFixture('CSe')],
  ['Contact', inFixture('Contac')],
  ['transport parameter', inFixture('Contact: <sip:alice@192.0.2.10:48122;trans')],
  [
    'Record-Route, of a pair',
    inFixture('Record-Route: <sip:198.51.100.20:5061;transport=tls;r2=on;lr', 1)
      .replace('‸', '')
      .replace('Record-Route: <sip:198.51.100.20:5061', 'Record-Route: ‸<sip:198.51.100.20:5061'),
  ],
  ['Route', inFixture('\nRoute')],
  ['option tag', inFixture('Supported: outb')],
  ['option tag that nobody knows', inFixture('x-ow')],
  ['unknown header', inFixture('X-Tick')],
  ['near miss', inFixture('Recordrou')],
  ['Content-Length', inFixture('Content-Len')],
  ['credentials', inFixture('Proxy-Author')],
  ['digest answer', inFixture('respon')],
  ['503', inFixture('SIP/2.0 50')],
  ['200', inFixture('SIP/2.0 20')],
  ['ACK', inFixture('\nAC')],
  ['Warning', inFixture('Warni')],
  ['m= line', inFixture('m=aud')],
  ['SDP profile', inFixture('RTP/SA')],
  ['a=crypto', inFixture('a=cryp')],
  ['a=setup', inFixture('setup:act')],
  [
    'sip: to port 5061 without transport',
    message('INVITE sip:bob@example.com:50‸61 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nCall-ID: a'),
  ],
  ['password', message('INVITE sip:bob:hun‸ter2@example.com SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nCall-ID: a')],
];

describe('hovers', () => {
  it('say what stands here, what it means, and where it is written', () => {
    const written = cases.map(([name, text]) => {
      const found = hover(text);
      return `=== ${name} · over «${found?.over.replace(/inline:\S+/, 'inline:…')}»\n${found?.plain ?? 'nothing'}\n`;
    });
    checkGolden('test/core/hovers.golden.txt', written.join('\n'));
  });

  it('in Markdown have links to the sections and to lines', () => {
    const found = hover(inFixture('Via'));
    assert.match(
      found?.markdown ?? '',
      /^\*\*This hop: TLS\*\* from `192\.0\.2\.10:48122` to `198\.51\.100\.20:5061`, by the log\. Via says TLS too\./,
    );
    assert.match(
      found?.markdown ?? '',
      /\[RFC 3261 §20\.42\]\(https:\/\/www\.rfc-editor\.org\/rfc\/rfc3261#section-20\.42\) · \[§18\.2\.2\]/,
    );
    assert.match(hover(inFixture('SIP/2.0 10'))?.markdown ?? '', /\[line 15\]\(file:\/\/\/trace\.sip#L15\)/);
  });

  it('are at most 12 lines', () => {
    for (const [name, text] of cases) {
      const lines = (hover(text)?.plain ?? '').split('\n');
      assert.ok(lines.length <= 12, `${name}: ${lines.length} lines`);
    }
  });

  it('name the rules that marked the place, and what the client can do with them', () => {
    const text = message(
      'INVITE sip:bob@example.com SIP/2.0\nVia: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1\nCall-ID: a\nCSeq: 1 BYE\nno header',
    );
    const commands = [{ label: 'turn off in this workspace', hrefOf: (rule: string) => `command:off?${rule}` }];
    const at = (offset: number) => hoverAt(traceOf(text), offset, { lineOf: () => 0, uri: 'file:///t', commands });
    const onMethod = at(text.indexOf('BYE'))?.words.markdown.split('\n') ?? [];
    assert.match(
      onMethod[0] ?? '',
      /^`sip\/cseq-method-mismatch` · error · \[turn off in this workspace\]\(command:off\?sip\/cseq-method-mismatch\) · \[RFC 3261 §8\.1\.1\.5\]\(https:/,
    );
    assert.ok(onMethod.length > 3 && onMethod.length <= 12, 'what the hover says otherwise stands below');
    // The dictionary knows nothing of such a line.
    const onLine = at(text.indexOf('no header') + 1);
    assert.equal(text.slice(onLine?.at.start, onLine?.at.end), 'no header');
    assert.match(onLine?.words.plain ?? '', /^sip\/header-line-malformed · warning · turn off in this workspace · RFC 3261/);
    assert.doesNotMatch(at(text.indexOf('Call-ID'))?.words.plain ?? '', /sip\//);
  });

  it('never show a secret, wherever the cursor stands', () => {
    const secrets = [...fixture.matchAll(/inline:(\S+)|response="([^"]+)"/g)].map((found) => (found[1] ?? found[2]) as string);
    assert.equal(secrets.length, 7);
    const trace = traceOf(fixture);
    const lineOf = () => 0;
    for (let offset = 0; offset < fixture.length; offset += 3) {
      const words = hoverAt(trace, offset, { lineOf, uri: 'file:///t' })?.words;
      assert.ok((words?.plain ?? '').split('\n').length <= 12, `at ${offset}:\n${words?.plain}`);
      for (const secret of secrets) assert.ok(!words || !`${words.markdown}${words.plain}`.includes(secret.slice(0, 12)), `at ${offset}`);
    }
  });

  it('keep hostile text harmless', () => {
    const evil = '[x](http://evil.example)<img src=x onerror=alert(1)>![i](https://evil.example/i.png) www.evil.example `code`\u202E*b*';
    const found = ['User-Agent', 'Server', 'Warning', 'X-Own', 'Subject', 'Reason', 'From'].map((name) => {
      const value =
        name === 'From' ? `"${evil.replace(/["<>]/g, '')}" <sip:a@b.example>;tag=1` : name === 'Warning' ? `399 h "${evil}"` : evil;
      return (
        hover(message(`SIP/2.0 500 ${evil}\nVia: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1\nCall-ID: a\nCSeq: 1 INVITE\n‸${name}: ${value}`))
          ?.markdown ?? ''
      );
    });
    for (const markdown of found) {
      // What is left outside of code has no link, image, HTML or address but our own.
      const outside = markdown
        .replace(/\[[^\]\\]*\]\(https:\/\/www\.rfc-editor\.org\/[^)]*\)/g, '')
        .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
      assert.doesNotMatch(outside, /(?<!\\)[[<!]|(?<!\\):\/\/|www\.evil|\u202E/, markdown);
    }
    assert.ok(
      found.some((markdown) => markdown.includes('evil')),
      'the text is shown all the same',
    );
  });

  it('say nothing outside of messages', () => assert.equal(hover(`‸${fixture}`), undefined));
});
