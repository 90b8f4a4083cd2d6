import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { completionAt } from '#core/config/completion/complete';
import { detectDialect } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';

const corpus = resolve(process.env.SIP_TLS_CORPUS ?? '../shared/corpus', 'configs');
const skip = existsSync(corpus) ? false : `no ${corpus}: nothing was asked there (set SIP_TLS_CORPUS)`;
const HEAD = 65_536;

describe('completion in real configurations', () => {
  it('at the end of every line: few proposals, in little time, and none in a comment', { skip }, () => {
    const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).map((name) => join(corpus, name));
    let asked = 0;
    let total = 0;
    let most = 0;
    for (const file of files.filter((path) => statSync(path).isFile())) {
      const text = readFileSync(file, 'utf8');
      const dialect = detectDialect(file, text.slice(0, HEAD), dialects);
      if (!dialect?.complete) continue;
      const facts = dialect.read({ file, text }, { find: () => [], text: () => undefined, version: () => undefined });
      for (let feed = text.indexOf('\n'), start = 0; feed >= 0; start = feed + 1, feed = text.indexOf('\n', start)) {
        const before = text.slice(start, feed);
        const from = performance.now();
        const { proposals } = completionAt(dialect, { text, file, offset: feed, before }, facts);
        total += performance.now() - from;
        asked++;
        most = Math.max(most, proposals.length);
        if (/^[ \t]*#(?!!)/.test(before) && dialect.product !== 'asterisk' && dialect.product !== 'sipp')
          assert.deepEqual(proposals, [], `${file}: ${before}`);
      }
    }
    assert.ok(asked > 1000, `only ${asked} lines`);
    assert.ok(most <= 150, `${most} proposals`);
    assert.ok(total / asked < 10, `${total / asked} ms each`);
    console.log(`${asked} lines, ${(total / asked).toFixed(2)} ms each, at most ${most} proposals`);
  });
});
