// Languages and grammars of package.json, derived from the dialects and from the files below syntaxes/ that are named after them: a
// dialect's grammar is one more file, and nothing else has to know it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate } from './evaluate.mjs';

export async function readDialects(root) {
  const { dialects } = await evaluate(root, `export { dialects } from './server/core/config/dialects/all.gen';`);
  return dialects;
}

/** What stands in package.json already of the language of traces comes first. */
export function languageContributions(root, dialects, { languages, grammars }) {
  const isTrace = ({ id, language }) => id === 'sip-trace' || language === 'sip-trace';
  const ofDialects = languagesOf(dialects);
  return {
    languages: [...languages.filter(isTrace), ...ofDialects.map((language) => withConfiguration(root, language))],
    grammars: [
      ...grammars.filter(isTrace),
      ...ofDialects.flatMap(({ id }) => grammarOf(root, id)),
      ...dialects.flatMap(({ id }) => injectionOf(root, id)),
    ],
  };
}

/** Which languages hold nothing but configurations; the client cannot ask the dialects, which are the server's. */
export function languageList(root, dialects) {
  const ids = languagesOf(dialects)
    .map(({ id }) => `'${id}'`)
    .sort();
  return [
    join(root, 'client/dialect-languages.gen.ts'),
    `// Written by \`npm run generate\` from the dialects. Do not edit.\nexport const dialectLanguages: readonly string[] = [${ids.join(', ')}];\n`,
  ];
}

/** Several dialects may share one: the files of Asterisk do. */
function languagesOf(dialects) {
  const languages = new Map();
  for (const { language } of dialects) {
    if (!language) continue;
    const { id, title, names, patterns } = language;
    const known = languages.get(id) ?? { id, aliases: title === undefined ? undefined : [title], filenames: [], filenamePatterns: [] };
    known.filenames.push(...names);
    known.filenamePatterns.push(...patterns);
    languages.set(id, known);
  }
  return [...languages.values()];
}

function withConfiguration(root, { id, aliases, filenames, filenamePatterns }) {
  const file = `syntaxes/${id}.language-configuration.json`;
  return {
    id,
    aliases,
    ...(filenames.length > 0 && { filenames }),
    ...(filenamePatterns.length > 0 && { filenamePatterns }),
    ...(existsSync(join(root, file)) && { configuration: `./${file}` }),
  };
}

function grammarOf(root, id) {
  const file = `syntaxes/${id}.tmLanguage.json`;
  if (!existsSync(join(root, file))) return [];
  const { scopeName } = JSON.parse(readFileSync(join(root, file), 'utf8'));
  // In strings the editor offers nothing while one types, and a value without quotes is no string to whoever writes it.
  return [{ language: id, scopeName, path: `./${file}`, tokenTypes: { 'string.unquoted': 'other' } }];
}

/** A dialect that is written in XML has a grammar inside that of XML: the one that its selector begins with. */
function injectionOf(root, id) {
  const file = `syntaxes/${id}.injection.json`;
  if (!existsSync(join(root, file))) return [];
  const { scopeName, injectionSelector } = JSON.parse(readFileSync(join(root, file), 'utf8'));
  const [target] = /\b(?:text|source)(?:\.[\w-]+)+/.exec(injectionSelector) ?? [];
  if (target === undefined) throw new Error(`${file}: the selector names no language`);
  return [{ scopeName, path: `./${file}`, injectTo: [target] }];
}
