import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Compares with a file of the repository; UPDATE=1 writes it. Read that diff as you would read code. */
export function checkGolden(path: string, found: string): void {
  const file = join(process.cwd(), path);
  if (process.env.UPDATE === '1') writeFileSync(file, found);
  assert.equal(found, readFileSync(file, 'utf8'));
}
