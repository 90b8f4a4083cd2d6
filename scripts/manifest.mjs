// The parts of package.json and README.md that are derived from the code: settings, commands, languages, the list of rules.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate } from './evaluate.mjs';
import { languageContributions } from './languages.mjs';

/** Settings, commands and rules, as the code has them. */
const tables = `export { settings } from './server/settings';
  import { rules as messageRules } from './server/core/rules/all.gen';
  import { endpointRules } from './server/core/rules/endpoint.gen';
  import { configRules } from './server/core/rules/config.gen';
  export const rules = [...messageRules, ...endpointRules, ...configRules].sort((a, b) => (a.id < b.id ? -1 : 1));
  export { commands } from './client/commands';`;

/** Pairs of path and text, as scripts/generate.mjs writes them. */
export async function manifestParts(root, dialects) {
  const { settings, commands, rules } = await evaluate(root, tables);
  const manifest = join(root, 'package.json');
  const readme = join(root, 'README.md');
  const parts = [[manifest, withContributions(root, readFileSync(manifest, 'utf8'), { settings, commands, rules, dialects })]];
  if (existsSync(readme)) parts.push([readme, withTables(readFileSync(readme, 'utf8'), { settings, rules })]);
  return parts;
}

function withContributions(root, text, { settings, commands, rules, dialects }) {
  const manifest = JSON.parse(text);
  const { contributes } = manifest;
  Object.assign(contributes, languageContributions(root, dialects, contributes));
  contributes.configuration = {
    title: 'SIP TLS',
    properties: Object.fromEntries(Object.entries(settings).map(([name, spec], order) => [name, { ...schemaOf(spec, rules), order }])),
  };
  contributes.commands = Object.entries(commands).map(([command, { title, icon, enablement }]) => ({
    command,
    title,
    category: 'SIP TLS',
    icon,
    enablement,
  }));
  contributes.menus.commandPalette = Object.entries(commands)
    .filter(([, { when }]) => when !== undefined)
    .map(([command, { when }]) => ({ command, when }));
  const placed = Object.entries(commands).flatMap(([command, { menus = {} }]) =>
    Object.entries(menus).map(([menu, place]) => ({ menu, entry: { command, ...place } })),
  );
  for (const menu of new Set(placed.map((place) => place.menu)))
    contributes.menus[menu] = placed.filter((place) => place.menu === menu).map(({ entry }) => entry);
  // What decides where a probe connects, what it shows, and what is read outside of the workspace must not come from one that nobody trusts.
  manifest.capabilities.untrustedWorkspaces.restrictedConfigurations = Object.keys(settings).filter(
    (name) => name.startsWith('sipTls.probe.') || name === 'sipTls.pathMap',
  );
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function schemaOf(spec, rules) {
  const schema = { markdownDescription: spec.text, scope: spec.scope, default: spec.default };
  switch (spec.type) {
    case 'string':
      return { type: 'string', ...schema, enum: spec.enum, enumDescriptions: spec.enumTexts };
    case 'number':
      return { type: 'number', ...schema, minimum: spec.minimum, maximum: spec.maximum };
    case 'boolean':
      return { type: 'boolean', ...schema };
    case 'list':
      return { type: 'array', ...schema, items: { type: 'string' }, uniqueItems: true };
    case 'texts':
      return { type: 'object', ...schema, additionalProperties: { type: 'string' } };
    case 'severities':
      return { type: 'object', ...schema, properties: Object.fromEntries(rules.map(severityOf)), additionalProperties: false };
    default:
      throw new Error(`a setting of type ${spec.type} has no schema yet`);
  }
}

function severityOf({ id, title, severity: { practical, strict } }) {
  const usual = practical === strict ? practical : `${practical}, in the profile strict: ${strict}`;
  return [id, { type: 'string', enum: ['off', 'hint', 'info', 'warning', 'error'], description: `${title} (${usual})` }];
}

function withTables(text, { settings, rules }) {
  return between(between(text, 'settings', settingsTable(settings)), 'rules', rulesTable(rules));
}

function settingsTable(settings) {
  const rows = Object.entries(settings).map(([name, spec]) => {
    const values = spec.enum ? ` One of ${spec.enum.map((value) => `\`${value}\``).join(', ')}.` : '';
    return `| \`${name}\` | \`${JSON.stringify(spec.default)}\` | ${cell(spec.text)}${values} |`;
  });
  return ['| Setting | Default | |', '| --- | --- | --- |', ...rows].join('\n');
}

function rulesTable(rules) {
  const rows = rules.map(({ id, title, severity: { practical, strict } }) => `| \`${id}\` | ${cell(title)} | ${practical} | ${strict} |`);
  return ['| Rule | Finds | practical | strict |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const cell = (text) => text.replaceAll('|', '\\|');

/** Puts `content` between the comments that name it. */
function between(text, name, content) {
  const [begin, end] = [`<!-- ${name}: written by npm run generate -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has no place for the ${name}`);
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
}
