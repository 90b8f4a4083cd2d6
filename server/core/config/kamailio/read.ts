import type { ConfigFile, ConfigWorld } from '../dialect';
import type { ConfigFacts, Definition, FilePlace, Listener, Setting, Value } from '../model';
import { type DispatcherList, dispatcherList, sendsListedOverTls } from './dispatcher';
import type { KamailioFacts, ProfileFacts, ScriptFacts } from './facts';
import { listenersOf } from './listeners';
import type { Macro } from './macros';
import { parseScript } from './parser';
import { peersOf, routesOf } from './peers';
import { isTemplate, problemsOf } from './problems';
import { profilesOfSections } from './profiles';
import { type Routing, routingOf } from './routing';
import type { Script } from './script';
import { tlsEnabled } from './switches';
import { profileSymbols, symbolsOf } from './symbols';
import { sendsOverTls, type TlsOfScript, tlsOf } from './tls-facts';
import { readTlsFile, type TlsSection } from './tls-file';

/** Reads kamailio.cfg, what it includes, and the TLS profile file that it names: they are one configuration. */
export function readKamailio(file: ConfigFile, world: ConfigWorld): ConfigFacts {
  const script = parseScript(file, world, world.version('kamailio'));
  const routing = routingOf(script);
  const dispatched = dispatcherList(script, world, file.file);
  const sendsTls = sendsOverTls(routing) || sendsListedOverTls(dispatched);
  const tls = tlsOf(script, sendsTls, { world, root: file.file });
  const isIncomplete = script.includes.some(({ files, isOptional }) => files.length === 0 && !isOptional);
  const enabled = tlsEnabled(script.assignments, isIncomplete);
  const listeners = listenersOf(script.sockets, script.assignments, enabled.value === 'on');
  const texts = new Map([
    ...script.sources.map(({ file: name, text }): [string, string] => [name, text]),
    ...tls.files.map(({ file: name, text }): [string, string] => [name, text]),
    ...(dispatched ? [[dispatched.file, dispatched.text] as const] : []),
  ]);
  const own: KamailioFacts = {
    kind: 'kamailio',
    script: scriptFacts(script, { routing, tls, isIncomplete, enabled, texts, sendsTls }),
    profiles: announcing(tls.profiles, listeners),
    sections: tls.files.flatMap(({ read }) => read.sections),
  };
  const profileOf = profileFinder(own.profiles);
  return {
    dialect: 'kamailio',
    product: 'kamailio',
    root: file.file,
    files: [...texts.keys()],
    listeners: listeners.map((listener) => ({ ...listener, ...profileId(profileOf(listener)) })),
    profiles: own.profiles.map(({ profile }) => profile),
    peers: [...peersOf(routing), ...(dispatched?.peers ?? [])],
    routes: routesOf(routing),
    definitions: script.macros.map(definitionOf),
    includes: [...script.includes, ...includeOfProfiles(tls), ...includeOfList(dispatched)],
    settings: [...settingsOf(script), ...settingsOfSections(own.sections)],
    symbols: symbolsOf(script, routing, { listeners, own }),
    texts,
    problems: [...problemsOf(script), ...tls.files.flatMap(({ text, read }) => (isTemplate(text) ? [] : read.problems))],
    own,
  };
}

/** Reads a TLS profile file that nobody led to. */
export function readTlsProfiles({ file, text }: ConfigFile, world: ConfigWorld): ConfigFacts {
  const { sections, problems } = readTlsFile({ file, text });
  const profiles = profilesOfSections(sections, world.version('kamailio'));
  const own: KamailioFacts = { kind: 'kamailio', profiles, sections };
  return {
    dialect: 'kamailio-tls',
    product: 'kamailio',
    root: file,
    files: [file],
    listeners: [],
    profiles: profiles.map(({ profile }) => profile),
    peers: [],
    routes: [],
    definitions: [],
    includes: [],
    settings: settingsOfSections(sections),
    symbols: profileSymbols(own),
    texts: new Map([[file, text]]),
    problems: isTemplate(text) ? [] : problems,
    own,
  };
}

interface Parts {
  readonly routing: Routing;
  readonly tls: TlsOfScript;
  readonly isIncomplete: boolean;
  readonly enabled: ScriptFacts['tlsEnabled'];
  readonly texts: ReadonlyMap<string, string>;
  readonly sendsTls: boolean;
}

function scriptFacts(script: Script, { routing, tls, isIncomplete, enabled, texts, sendsTls }: Parts): ScriptFacts {
  const { assignments, sockets, modules, parameters } = script;
  return {
    assignments,
    sockets,
    modules,
    parameters,
    routing,
    tlsEnabled: enabled,
    ...(tls.module && { tlsModule: tls.module }),
    isIncomplete,
    mayGoOn: script.includes.some(({ files, isOptional }) => files.length === 0 && isOptional),
    sendsOverTls: sendsTls,
    ...(tls.profileFile && { profileFile: tls.profileFile }),
    hasProfileFile: tls.files.length > 0,
    mentions: (word) => [...texts.values()].some((text) => text.includes(word)),
  };
}

/** Which profile a socket has: that of its address and port; else the default one. */
function profileFinder(profiles: readonly ProfileFacts[]): (listener: Listener) => ProfileFacts | undefined {
  const servers = profiles.filter(({ profile }) => profile.role === 'server');
  const byAddress = new Map(servers.toReversed().map((each) => [`${each.profile.match.address?.text}|${each.profile.match.port}`, each]));
  const usual = servers.find(({ section }) => !section || section.target === 'default');
  return ({ transport, host, port }) => {
    if (transport !== 'tls') return undefined;
    return (host && byAddress.get(`${host.text}|${port}`)) ?? usual;
  };
}

const profileId = (found: ProfileFacts | undefined): { readonly profile?: string } => (found ? { profile: found.profile.id } : {});

/** Names that a socket advertises have to be covered by the certificate that it shows. */
function announcing(profiles: readonly ProfileFacts[], listeners: readonly Listener[]): ProfileFacts[] {
  const names = new Map<ProfileFacts, Value[]>();
  const profileOf = profileFinder(profiles);
  for (const listener of listeners) {
    const { advertisedHost } = listener;
    const found = listener.isInactive || !advertisedHost?.isKnown || !isName(advertisedHost) ? undefined : profileOf(listener);
    if (found && advertisedHost) names.set(found, [...(names.get(found) ?? []), advertisedHost].slice(-64));
  }
  return profiles.map((each) => {
    const own = names.get(each);
    return own ? { ...each, profile: { ...each.profile, announced: [...each.profile.announced, ...own] } } : each;
  });
}

const isName = ({ text }: Value): boolean => /[a-z]/i.test(text) && !text.includes(':');

function definitionOf({ name, place, value, valuePlace, isKnown }: Macro): Definition {
  const said: { value?: Value } = value !== undefined && valuePlace ? { value: { text: value.trim(), place: valuePlace, isKnown } } : {};
  return { name, place, ...said };
}

/** The file of profiles is followed as an include is. */
function includeOfProfiles({ profileFile, files }: TlsOfScript): ConfigFacts['includes'] {
  if (!profileFile) return [];
  return [{ place: profileFile.value.place, raw: profileFile.value.text, files: files.map(({ file }) => file), isOptional: false }];
}

const includeOfList = (list: DispatcherList | undefined): ConfigFacts['includes'] =>
  list?.namedBy ? [{ place: list.namedBy.value.place, raw: list.namedBy.value.text, files: [list.file], isOptional: true }] : [];

function settingsOf({ assignments, parameters }: Script): Setting[] {
  const all: Setting[] = [
    ...assignments.map(({ name, place, value, whole, isInactive }) => ({ key: `core.${name}`, name: place, value, whole, isInactive })),
    ...parameters.map(({ module, parameter, value, whole, isInactive }) => ({
      key: `${module.text}.${parameter.text}`,
      name: parameter.place,
      value,
      whole,
      section: module.text,
      isInactive,
    })),
  ];
  const order = new Map<string, number>();
  for (const { name } of all) if (!order.has(name.file)) order.set(name.file, order.size);
  const rank = ({ file }: FilePlace): number => order.get(file) ?? 0;
  return all.sort((a, b) => rank(a.name) - rank(b.name) || a.name.at.start - b.name.at.start);
}

const settingsOfSections = (sections: readonly TlsSection[]): Setting[] =>
  sections.flatMap(({ name: section, options }) =>
    options.map(({ name, written, value, whole }) => ({ key: `profile.${name}`, name: written, value, whole, section, isInactive: false })),
  );
