import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';

/** The registries, the settings and commands in package.json, the tables in README.md. UPDATE=1 writes them. */
it('what is derived from the code is current', () => {
  const run = spawnSync(process.execPath, ['scripts/generate.mjs', ...(process.env.UPDATE === '1' ? [] : ['--check'])], {
    encoding: 'utf8',
  });
  assert.equal(run.stderr, '');
  assert.equal(run.status, 0);
});
