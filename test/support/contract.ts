import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'dist-test/contract';

/**
 * Holds values against a type of the public contract: written as literals of it, so that the compiler finds what is missing, of another type, or
 * not in the contract at all. Returns its complaints; empty where there are none.
 */
export function contractFaults(type: string, values: readonly unknown[]): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${type}.ts`);
  const literals = values.map((value, i) => `export const value${i}: ${type} = ${JSON.stringify(value, undefined, 1)};`);
  writeFileSync(file, `import type { ${type} } from '../../server/contracts';\n\n${literals.join('\n')}\n`);
  const options = '--ignoreConfig --noEmit --strict --skipLibCheck --module esnext --moduleResolution bundler --target es2023'.split(' ');
  const done = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', ...options, file], { encoding: 'utf8' });
  return `${done.stdout}${done.stderr}`;
}
