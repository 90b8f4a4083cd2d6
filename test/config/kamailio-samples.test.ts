import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { detectDialect } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';
import type { Files } from '../support/config-examples';
import { judgeKamailio, readScript } from '../support/kamailio';

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
