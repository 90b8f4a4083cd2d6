import type { ConfigFile, ConfigWorld } from '../dialect';
import type { ConfigFacts, Setting } from '../model';
import { removeSetting } from './edits';
import { inOrder } from './order';
import { pjsipFacts } from './pjsip-facts';
import { listenerOf, peerOf, profileOf } from './pjsip-model';
import type { PjsipObject } from './pjsip-objects';
import type { Beside, PjsipFacts } from './pjsip-shapes';
import { pjsipSymbols } from './pjsip-symbols';
import { type AsteriskFiles, readAsteriskFiles, type Section } from './sections';
import { pjsipSettings } from './settings/pjsip';

/**
 * Reads a file of res_pjsip. What Asterisk loads from the same folder belongs to the same configuration: pjsip.conf holds the transports
 * that pjsip_wizard.conf names, http.conf the sockets of ws and wss, modules.conf says what is loaded at all, and rtp.conf what media can do. They are asked of the world, which remembers who asked, and count
 * as context: facts of the common model are those of the opened file and of what it includes, and rules report there alone.
 */
export function readPjsip(file: ConfigFile, world: ConfigWorld): ConfigFacts {
  const { main, sections, isWhole } = readTogether(file, inWhich(file, world));
  const own = new Set(main.files);
  const isHere = (path: string): boolean => own.has(path);
  const { facts, objects } = pjsipFacts({ sections, isWhole }, isHere, besides(file, world));
  const transports = facts.transports.filter(({ object }) => object.isHere);
  return {
    dialect: 'asterisk-pjsip',
    product: 'asterisk',
    root: file.file,
    files: main.files,
    listeners: transports.flatMap((transport) => listenerOf(transport) ?? []),
    profiles: transports.flatMap((transport) => profileOf(transport) ?? []),
    peers: facts.targets.filter(({ owner }) => owner.isHere).map(peerOf),
    routes: [],
    definitions: [],
    includes: main.includes,
    settings: inOrder(
      settingsOf(sections, objects).filter(({ name }) => isHere(name.file)),
      main.files,
    ),
    symbols: pjsipSymbols(sections, objects, facts),
    texts: main.texts,
    problems: main.problems,
    own: facts satisfies PjsipFacts,
  };
}

/** The text of the opened file is the one that was handed in, also where another one includes it. */
const inWhich = (file: ConfigFile, world: ConfigWorld): ConfigWorld => ({
  find: (pattern, from, kind) => world.find(pattern, from, kind),
  text: (path) => (path === file.file ? file.text : world.text(path)),
  version: (product) => world.version(product),
});

interface Together {
  readonly main: AsteriskFiles;
  /** With those of the files around it, in the order in which Asterisk reads them. */
  readonly sections: readonly Section[];
  readonly isWhole: boolean;
}

function readTogether(file: ConfigFile, world: ConfigWorld): Together {
  const role = roleOf(file.file);
  const main = readAsteriskFiles(file, world, role !== 'part');
  if (role === 'main') {
    const wizards = beside('pjsip_wizard.conf', file, world);
    return { main, sections: [...main.sections, ...(wizards?.sections ?? [])], isWhole: main.isWhole };
  }
  const around = role === 'wizard' ? beside('pjsip.conf', file, world) : includer(file, world);
  if (!around) return { main, sections: main.sections, isWhole: false };
  if (role === 'wizard') return { main, sections: [...around.sections, ...main.sections], isWhole: around.isWhole };
  // The sections as the whole file has them, where templates stand above.
  const files = new Set(main.files);
  const problems = around.problems.filter(({ place }) => files.has(place.file));
  const includes = around.includes.filter(({ place }) => files.has(place.file));
  return { main: { ...main, problems, includes }, sections: around.sections, isWhole: around.isWhole };
}

/** Which of Asterisk's own files it is by its name; of another one only what includes it knows more. */
function roleOf(file: string): 'main' | 'wizard' | 'part' {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1).toLowerCase();
  return name.startsWith('pjsip.conf') ? 'main' : name.startsWith('pjsip_wizard.conf') ? 'wizard' : 'part';
}

/** What lies in the same folder, read as Asterisk reads it. */
function beside(name: string, file: ConfigFile, world: ConfigWorld): AsteriskFiles | undefined {
  const [path] = world.find(name, file.file, 'beside-file');
  const text = path === undefined ? undefined : world.text(path);
  return path === undefined || text === undefined || path === file.file ? undefined : readAsteriskFiles({ file: path, text }, world, true);
}

function besides(file: ConfigFile, world: ConfigWorld): Beside {
  const [http, modules, rtp] = ['http.conf', 'modules.conf', 'rtp.conf'].map((name) => beside(name, file, world));
  return { ...(http && { http }), ...(modules && { modules }), ...(rtp && { rtp }) };
}

/** The pjsip.conf beside it, or a folder above, that includes it. */
function includer(file: ConfigFile, world: ConfigWorld): AsteriskFiles | undefined {
  for (const name of ['pjsip.conf', '../pjsip.conf']) {
    const found = beside(name, file, world);
    if (found?.files.includes(file.file)) return found;
  }
  return undefined;
}

const known = new Set(pjsipSettings.map(({ key }) => key));
const prefixes = ['transport', 'endpoint', 'aor', 'registration', 'identify', 'wizard'];

/** Each line once, with the key under which its meaning is documented. */
function settingsOf(sections: readonly Section[], objects: readonly PjsipObject[]): Setting[] {
  const kinds = kindsOf(objects);
  return sections.flatMap((section) =>
    section.own.map((entry): Setting => {
      const slash = entry.key.indexOf('/');
      const kind = slash > 0 ? entry.key.slice(0, slash) : kinds.get(section);
      const name = slash > 0 ? entry.key.slice(slash + 1) : entry.key;
      return {
        key: `${kind ?? prefixes.find((prefix) => known.has(`${prefix}.${name}`)) ?? 'section'}.${name}`,
        name: entry.name,
        value: entry.value,
        whole: removeSetting(entry).place,
        section: `[${section.name}]`,
        isInactive: false,
      };
    }),
  );
}

/** A template that does not say its type is of the type of what inherits it. */
function kindsOf(objects: readonly PjsipObject[]): Map<Section, string> {
  const kinds = new Map<Section, string>();
  const mark = (first: Section, kind: string): void => {
    const waiting = [first];
    for (let section = waiting.pop(); section; section = waiting.pop()) {
      if (kinds.has(section)) continue;
      kinds.set(section, kind);
      for (const base of section.bases) if (base.section) waiting.push(base.section);
    }
  };
  for (const { kind, section, isFromWizard } of objects) if (!isFromWizard) mark(section, kind);
  return kinds;
}
