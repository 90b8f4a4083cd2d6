// Writes what is derived from the code: the registries (all.gen.ts), and in package.json and README.md the settings, commands and
// rules. With --check it writes nothing and fails where one is not current.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestParts } from './manifest.mjs';

const root = new URL('..', import.meta.url).pathname;
const core = join(root, 'server/core');

const camel = (path) => path.replace(/[-/.]+(\w)/g, (_all, letter) => letter.toUpperCase());

function registry(folder, skip, { type, from, name, local }) {
  const files = readdirSync(join(core, folder), { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !skip.includes(file) && (local || file.includes('/')))
    .map((file) => file.slice(0, -3))
    .sort();
  const lines = ['// Written by `npm run generate` from the files beside it. Do not edit.', `import type { ${type} } from '${from}';`];
  for (const file of files) lines.push(local ? `import { ${camel(file)} } from './${file}';` : `import ${camel(file)} from './${file}';`);
  lines.push('', `export const ${name}: readonly ${type}[] = [`, ...files.map((file) => `  ${camel(file)},`), '];', '');
  return [join(core, folder, 'all.gen.ts'), lines.join('\n')];
}

const registries = [
  registry('rules', ['all.gen.ts'], { type: 'Rule', from: './rule', name: 'rules', local: false }),
  registry('trace/formats', ['all.gen.ts'], { type: 'TraceFormat', from: '../frame', name: 'formats', local: true }),
];

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const isCheck = process.argv.includes('--check');

function settle(parts) {
  for (const [path, text] of parts) {
    if (read(path) === text) continue;
    if (isCheck) {
      console.error(`not current: ${path}; run npm run generate`);
      process.exitCode = 1;
    } else writeFileSync(path, text);
  }
}

// The registries first: the other parts are read from the code, which has to know its files.
settle(registries);
settle(await manifestParts(root));
