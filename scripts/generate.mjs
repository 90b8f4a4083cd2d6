// Writes the registries (all.gen.ts) from the files beside them. With --check it writes nothing and fails where one is not current.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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

export const generated = [
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

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const stale = generated.filter(([path, text]) => read(path) !== text);
  if (process.argv.includes('--check')) {
    for (const [path] of stale) console.error(`not current: ${path}; run npm run generate`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else for (const [path, text] of stale) writeFileSync(path, text);
}
