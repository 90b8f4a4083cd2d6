import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { painter } from '#core/report/colours';
import { jsonLinesReporter, jsonReporter } from '#core/report/probe/json';
import { linesReporter } from '#core/report/probe/lines';
import type { ProbeView } from '#core/report/probe/model';
import { opensslReporter } from '#core/report/probe/openssl';
import { progressLine } from '#core/report/probe/progress-line';
import { atLeast, counted, exitCodeOf, noTargets } from '#core/report/probe/reporter';
import { commandRows, row } from '#core/report/probe/rows';
import { textReporter } from '#core/report/probe/text';
import { isGolden } from '../../support/cli';
import { twoAddresses as view } from '../../support/two-addresses';

const golden = (name: string) => `test/fixtures/cli/golden/probe-${name}.txt`;
const plain = painter(false);
const page = { width: 40, paint: plain };
const withReport = (change: Partial<ProbeView['report']>): ProbeView => ({ ...view, report: { ...view.report, ...change } });
const unreached = withReport({ endpoints: [], findings: [], summary: { ...view.report.summary, errors: 0, reachable: 0 } });
const fine = withReport({
  findings: [],
  endpoints: view.report.endpoints.map((endpoint) => ({ ...endpoint, outcome: 'ok', findings: [], options: undefined }) as typeof endpoint),
});

describe('a probe on a terminal', () => {
  for (const width of [80, 50])
    it(`${width} columns wide`, () => {
      const text = textReporter({ least: 'hint', paint: plain, width }).show(view);
      isGolden(golden(`terminal-${width}`), text);
    });

  it('in colours', () => {
    isGolden(golden('colours'), textReporter({ least: 'warning', paint: painter(true), width: 80 }).show(view));
  });

  it('in a pipe', () => {
    isGolden(golden('pipe'), linesReporter({ least: 'hint', paint: plain }).show(view));
  });

  it('as commands', () => {
    isGolden(golden('commands'), opensslReporter().show(view));
  });

  it('over WebSocket no OPTIONS is sent, and that is told', () => {
    const endpoints = view.report.endpoints.map(({ options: _, ...endpoint }) => ({ ...endpoint, transport: 'WSS' }));
    const text = textReporter({ least: 'hint', paint: plain, width: 80 }).show({ ...view, report: { ...view.report, endpoints } });
    assert.match(text, /\n +SIP +not asked: over WebSocket the probe goes as far as TLS\n/);
  });

  it('cancelled: what was not done is named', () => {
    const progress = {
      state: 'cancelled',
      isResolving: false,
      waiting: [
        { socket: '192.0.2.9:5061', serverName: null, step: 'handshake' },
        { socket: '192.0.2.10:5061', serverName: null, step: 'waiting' },
      ],
      done: 2,
      of: 4,
    } as const;
    const text = textReporter({ least: 'hint', paint: plain, width: 80 }).show({ ...view, progress });
    assert.match(text, /\n192\.0\.2\.9:5061 {2}cancelled {2}during handshake\n/);
    assert.match(text, /\n192\.0\.2\.10:5061 {2}cancelled {2}not begun\n/);
    assert.match(text, /\nCancelled after 1\.4 s: 2 of 4 addresses checked\./);
  });

  it('several targets are summed up', () => {
    const tally = [view, fine, unreached].reduce(counted, noTargets);
    assert.equal(
      textReporter({ least: 'hint', paint: plain, width: 80 }).end(tally),
      '\n3 targets: 1 without error, 1 with errors, 1 not reached.\n2 errors, 1 warning.\n',
    );
  });
});

describe('rows', () => {
  it('labels and words stand in columns, texts wrap beside them', () => {
    assert.deepEqual(row({ at: 2, label: 'name', word: 'ok', text: 'DNS:sip.example.com and more words' }, page), [
      '  name    ok         DNS:sip.example.com',
      '                     and more words',
    ]);
    assert.deepEqual(row({ label: 'a-long-label', text: 'text' }, page), ['a-long-label  text']);
    assert.deepEqual(row({ label: 'x', text: `${'y'.repeat(38)} z`, hanging: 2 }, page), ['x', `  ${'y'.repeat(38)}`, '  z']);
    assert.deepEqual(row({ label: 'x', text: 'a\u001b[31m\u202eb\nc' }, page), ['x       a␛[31m�b c']);
  });

  it('a command breaks between words, and a shell joins it again', () => {
    const command = "openssl s_client -connect 192.0.2.1:5061 -servername 'a b' -verify_return_error </dev/null";
    const lines = commandRows(command, { at: 4, page });
    assert.deepEqual(lines, [
      '    openssl s_client \\',
      '      -connect 192.0.2.1:5061 \\',
      "      -servername 'a b' \\",
      '      -verify_return_error </dev/null',
    ]);
    assert.equal(
      lines
        .join('\n')
        .replaceAll(/ \\\n\s*/g, ' ')
        .trim(),
      command,
    );
  });
});

describe('JSON of a probe', () => {
  it('one target, several, none', () => {
    const one = jsonReporter({ least: 'hint', targets: 1 });
    assert.deepEqual(JSON.parse(one.begin + one.show(view) + one.end(noTargets)), JSON.parse(JSON.stringify(atLeast(view, 'hint').report)));
    const two = jsonReporter({ least: 'hint', targets: 2 });
    const text = two.begin + two.show(view) + two.between + two.show(fine) + two.end({ ...noTargets, targets: 2 });
    assert.equal(JSON.parse(text).length, 2);
    assert.equal(jsonLinesReporter({ least: 'hint' }).show(view).split('\n').length, 2);
  });
});

describe('the exit code of a probe', () => {
  const codeOf = (...views: readonly ProbeView[]) => exitCodeOf(views.reduce(counted, noTargets));
  it('0 reachable without error, 1 an error, 3 nothing reached, 1 one of several not reached', () => {
    assert.equal(codeOf(fine), 0);
    assert.equal(codeOf(view), 1);
    assert.equal(codeOf(unreached), 3);
    assert.equal(codeOf(unreached, unreached), 3);
    assert.equal(codeOf(fine, unreached), 1);
    assert.equal(codeOf(fine, fine), 0);
    assert.equal(codeOf(), 3);
  });
});

describe('the line of progress', () => {
  const progress = {
    state: 'running',
    isResolving: false,
    waiting: [{ socket: '192.0.2.11:5061', serverName: null, step: 'handshake' }],
    done: 3,
    of: 4,
  } as const;
  it('as it is drawn', () => {
    const options = { done: 0, of: 1, elapsedMs: 2140, width: 100 };
    assert.equal(
      progressLine({ ...view, progress }, options),
      'probing 192.0.2.11:5061  handshake  3 of 4  2.1 s  (Ctrl+C shows what is known)',
    );
    assert.equal(progressLine({ ...view, progress }, { ...options, width: 30 }), 'probing 192.0.2.11:5061  hand');
    assert.equal(
      progressLine({ ...view, progress }, { ...options, done: 12, of: 500 }),
      'probing 192.0.2.11:5061  handshake  12 of 500 targets  2.1 s  (Ctrl+C shows what is known)',
    );
    assert.equal(progressLine(undefined, options), 'probing  DNS  2.1 s  (Ctrl+C shows what is known)');
  });
});
