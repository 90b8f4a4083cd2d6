import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { kamailio } from '#core/config/dialects/kamailio';
import { kamailioTls } from '#core/config/dialects/kamailio-tls';
import type { ConfigFacts, FilePlace } from '#core/config/model';
import { type Files, readFiles } from '../support/config-examples';
import { garble, randomBy } from '../support/garble';
import { judgeKamailio, readKamailioFiles } from '../support/kamailio';

describe('properties of reading Kamailio', () => {
  const words = fc.constantFrom(
    ...'listen=tls: 10.0.0.1 :5061 \n ; { } ( ) " \' #!define A #!ifdef A #!endif\n route[X] { if (proto==TLS) $du = "sip:a:5061"; modparam("tls","config","tls.cfg") enable_tls=yes /* */ [server:default] method = TLSv1 \\ $( @to. % event_route[ include_file "kamailio.cfg" é \u202e'.split(
      ' ',
    ),
  );
  const texts = fc.oneof(
    fc.array(words, { maxLength: 60 }).map((all) => all.join(' ')),
    fc.string({ unit: 'binary', maxLength: 300 }),
  );

  it('whatever is read, nothing throws, and every place lies in its text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const dialect of [kamailio, kamailioTls]) {
          const files = { 'kamailio.cfg': text, 'tls.cfg': text };
          const found = readFiles(dialect, files);
          isSane(found, files);
          for (const { rule, message } of judgeKamailio(found)) assert.notEqual(rule, 'internal/rule-failed', message);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('whatever line or token is broken', () => {
    const text = readFileSync('test/fixtures/configs/kamailio/grammar.cfg', 'utf8');
    const random = randomBy(7);
    for (let count = 0; count < 150; count++) {
      const files = { 'kamailio.cfg': garble(text, random).text };
      isSane(readKamailioFiles(files), files);
    }
  });

  it('junk of a megabyte takes no time', (context) => {
    const unit = [
      '{',
      '(',
      '"',
      "'",
      '/*',
      '$(',
      '#!define A B\n',
      '#!ifdef A\n',
      '!',
      '-',
      '@a.',
      'if (',
      'a(',
      '[server:default]\n',
      '\\',
      ' ',
      'x',
      '0',
      ':',
      '::',
      'A ',
      '$x=',
      'route[A] {',
      'case 1:',
      '#!substdef "!A!B!g"\n',
    ];
    for (const part of unit) {
      const text = part.repeat(Math.ceil(1_000_000 / part.length));
      for (const dialect of [kamailio, kamailioTls]) {
        // Time of the processor, since others may use it as well.
        const started = process.cpuUsage();
        readFiles(dialect, { 'kamailio.cfg': text });
        dialect.shape(text.slice(0, 65_536));
        const took = Math.round(process.cpuUsage(started).user / 1000);
        assert.ok(took < 4000, `${JSON.stringify(part)} takes ${dialect.id} ${took} ms`);
        if (took > 700) context.diagnostic(`${JSON.stringify(part)}: ${took} ms`);
      }
    }
  });
});

function isSane(found: ConfigFacts, files: Files): void {
  const places: FilePlace[] = [
    ...found.settings.flatMap(({ name, value, whole }) => [name, value.place, whole]),
    ...found.symbols.flatMap(({ place, whole, uses }) => [place, whole, ...uses]),
    ...found.problems.map(({ place }) => place),
    ...found.listeners.map(({ place }) => place),
    ...found.definitions.flatMap(({ place, value }) => [place, ...(value ? [value.place] : [])]),
    ...found.peers.flatMap(({ place, host }) => [place, host.place]),
  ];
  for (const { file, at } of places) {
    const length = files[file]?.length ?? -1;
    assert.ok(at.start >= 0 && at.start <= at.end && at.end <= length, `${at.start} to ${at.end} of ${file}`);
  }
}
