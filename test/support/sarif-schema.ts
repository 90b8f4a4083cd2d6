import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

// The one package that carries the schema file brings 200 others when it is installed, so only its archive is fetched, once.
const PACKAGE = '@datadog/datadog-ci-plugin-sarif@4.2.2';
const FILE = 'package/dist/json-schema/sarif-schema-2.1.0.json';

/** The JSON schema of SARIF 2.1.0 (OASIS), from the npm registry into `dist-test`. */
export function sarifSchema(): object {
  const folder = join(process.cwd(), 'dist-test', 'sarif-schema');
  if (!existsSync(join(folder, FILE))) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const archive = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, PACKAGE], { encoding: 'utf8' }).trim();
    execFileSync('tar', ['xzf', join(folder, archive.split('\n').at(-1) ?? ''), '-C', folder, FILE]);
  }
  return JSON.parse(readFileSync(join(folder, FILE), 'utf8'));
}
