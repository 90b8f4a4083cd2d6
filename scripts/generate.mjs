// Writes what is derived from the code: the registries (all.gen.ts), and in package.json and README.md the settings, commands and
// rules. With --check it writes nothing and fails where one is not current.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageList, readDialects } from './languages.mjs';
import { manifestParts } from './manifest.mjs';

const root = new URL('..', import.meta.url).pathname;
const core = join(root, 'server/core');

const camel = (path) => path.replace(/[-/.]+(\w)/g, (_all, letter) => letter.toUpperCase());

/** `folders`: those below `folder` whose files are listed; '' is the folder itself. */
function registry(folder, folders, { type, from, name, output = 'all.gen.ts' }) {
  const files = folders
    .flatMap((inner) =>
      readdirSync(join(core, folder, inner))
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.gen.ts'))
        .map((file) => `${inner === '' ? '' : `${inner}/`}${file.slice(0, -3)}`),
    )
    .sort();
  const local = folders.includes('');
  const lines = ['// Written by `npm run generate` from the files beside it. Do not edit.', `import type { ${type} } from '${from}';`];
  for (const file of files) lines.push(local ? `import { ${camel(file)} } from './${file}';` : `import ${camel(file)} from './${file}';`);
  lines.push('', `export const ${name}: readonly ${type}[] = [`, ...files.map((file) => `  ${camel(file)},`), '];', '');
  return [join(core, folder, output), lines.join('\n')];
}

const registries = [
  registry('rules', ['sdp', 'sip'], { type: 'Rule', from: './rule', name: 'rules' }),
  registry('rules', ['chain', 'probe', 'tls'], {
    type: 'EndpointRule',
    from: './endpoint-rule',
    name: 'endpointRules',
    output: 'endpoint.gen.ts',
  }),
  registry('rules', ['config'], { type: 'ConfigRule', from: './config-rule', name: 'configRules', output: 'config.gen.ts' }),
  registry('config/dialects', [''], { type: 'Dialect', from: '../dialect', name: 'dialects' }),
  registry('trace/formats', [''], { type: 'TraceFormat', from: '../frame', name: 'formats' }),
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
const dialects = await readDialects(root);
settle([languageList(root, dialects)]);
settle(await manifestParts(root, dialects));
