import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { detectDialect } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';
import { kamailio } from '#core/config/dialects/kamailio';
import { kamailioTls } from '#core/config/dialects/kamailio-tls';
import { type Files, readFiles } from '../support/config-examples';
import { findingsOf, judgeKamailio, readScript } from '../support/kamailio';

describe('detection of Kamailio', () => {
  const detected = (name: string, head: string) => detectDialect(name, head, dialects)?.id;

  it('by name, by path, by first line and by shape', () => {
    assert.equal(detected('/etc/kamailio/kamailio.cfg', ''), 'kamailio');
    assert.equal(detected('C:\\conf\\Kamailio\\includes\\routes.inc', 'route[A] { exit; }'), 'kamailio');
    assert.equal(detected('/srv/x.cfg', '#!KAMAILIO\n'), 'kamailio');
    assert.equal(detected('/srv/x.cfg', '#!define A 1\nloadmodule "tm.so"\n'), 'kamailio');
    assert.equal(detected('/etc/kamailio/tls.cfg', ''), 'kamailio-tls');
    assert.equal(detected('/etc/kamailio/tls-role.cfg', ''), undefined, 'either, by its path alone');
    assert.equal(detected('/etc/kamailio/tls-role.cfg', '[server:default]\nmethod = TLSv1.2+\n'), 'kamailio-tls');
    assert.equal(detected('/srv/profiles.conf', '# TLS\n[ client : any ]\n'), 'kamailio-tls');
  });

  it('leaves alone what is none of it', () => {
    assert.equal(detected('/home/me/kamailio-tools/setup.cfg', '[metadata]\nname = tools\n'), undefined);
    assert.equal(detected('/srv/x.cfg', 'set a 1\n'), undefined);
    assert.notEqual(detected('/srv/x.txt', 'socket=tls:10.0.0.1:5061\nloadmodule "proto_tls.so"\nroute{\n}\n'), 'kamailio');
  });
});

const corpus = resolve(process.env.SIP_TLS_CORPUS ?? '../shared/corpus', 'configs');
const skip = existsSync(corpus) ? false : `no ${corpus}: nothing of it was compared (set SIP_TLS_CORPUS)`;
const sample = (name: string): Files => ({ [name]: readFileSync(join(corpus, 'kamailio', name), 'utf8') });

describe('samples of Kamailio in the corpus', { skip }, () => {
  it('each is detected as what it is, and those of others as nothing of Kamailio', () => {
    const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => statSync(join(corpus, file)).isFile() && file.includes('/'));
    for (const file of files) {
      const text = readFileSync(join(corpus, file), 'utf8');
      const found = detectDialect(file.split('/').at(-1) ?? '', text, dialects)?.id;
      const expected = !file.startsWith('kamailio/') ? undefined : file.includes('tls') ? 'kamailio-tls' : 'kamailio';
      if (expected) assert.equal(found, expected, file);
      else {
        assert.doesNotMatch(found ?? '', /^kamailio/, file);
        assert.ok(kamailio.shape(text) < 5 && kamailioTls.shape(text) < 5, file);
      }
    }
  });

  /** The golden table: what each sample is to give. */
  const golden: { readonly [file: string]: readonly string[] } = {
    'kamailio.cfg': [],
    'pcscf-kamailio.cfg': [],
    'websocket.cfg': [],
    'tls.cfg': ['error kam-verify-no-ca', 'hint kam-verify-no-hostname'],
    'tls-4.4.0.cfg': ['error kam-method-deprecated', 'error kam-verify-no-ca', 'hint kam-verify-no-hostname'],
    'tls-5.2.0.cfg': ['error kam-method-deprecated', 'error kam-verify-no-ca', 'hint kam-verify-no-hostname'],
    'pcscf-tls.cfg.sample': ['warning kam-method-deprecated'],
  };
  for (const [name, expected] of Object.entries(golden))
    it(`${name}: no false fault, and the findings of the golden table`, () => {
      const dialect = name.includes('tls') ? kamailioTls : kamailio;
      const found = readFiles(dialect, sample(name));
      assert.deepEqual(
        found.problems.map(({ message }) => message),
        [],
      );
      assert.deepEqual(findingsOf(found), expected);
    });

  it('kamailio.cfg with TLS switched on: no socket is for it once another one is there', () => {
    const files = sample('kamailio.cfg');
    const text = (files['kamailio.cfg'] ?? '').replace('#!KAMAILIO\n', '#!KAMAILIO\n#!define WITH_TLS\n');
    assert.deepEqual(findingsOf(readScript(text)), []);
    assert.deepEqual(findingsOf(readScript(`${text}\nlisten=udp:192.0.2.1:5060\n`)), ['info kam-listen-missing']);
  });

  it('a script of 3000 lines is read and judged within a keystroke', (context) => {
    const text = (sample('kamailio.cfg')['kamailio.cfg'] ?? '').replace(
      '#!KAMAILIO\n',
      '#!KAMAILIO\n#!define WITH_TLS\n#!define WITH_NAT\n#!define WITH_AUTH\n',
    );
    const blocks = text.slice(text.indexOf('request_route {'));
    const copies = [1, 2, 3].map((copy) =>
      blocks.replace(/^(\w*route)\[(\w+)\]/gm, `$1[$2_${copy}]`).replace('request_route {', `route[MAIN_${copy}] {`),
    );
    const whole = [text, ...copies].join('\n');
    const times = Array.from({ length: 20 }, () => {
      const started = performance.now();
      const found = readScript(whole);
      const read = performance.now();
      judgeKamailio(found);
      return { read: read - started, judged: performance.now() - read };
    }).sort((a, b) => a.read + a.judged - b.read - b.judged);
    const [best = { read: 0, judged: 0 }] = times;
    const median = times[10] ?? best;
    const shown = ({ read, judged }: typeof best) => `read in ${read.toFixed(1)} ms, judged in ${judged.toFixed(1)} ms`;
    context.diagnostic(`${whole.split('\n').length} lines: ${shown(best)}; median of 20: ${shown(median)}`);
    assert.ok(best.read + best.judged < 60);
  });
});
