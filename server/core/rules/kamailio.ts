import { type ConfigEdit, linesBelow, replacing } from '../config/edits';
import { kamailioFacts, type ProfileFacts, type ProfileOption, parametersOf, type ScriptFacts } from '../config/kamailio/facts';
import type { ModuleLoad, ModuleParameter } from '../config/kamailio/script';
import { tlsModules } from '../config/kamailio/tls-facts';
import type { TlsSection } from '../config/kamailio/tls-file';
import type { ConfigFacts, FilePlace, Listener } from '../config/model';
import { shortened } from '../text/shortened';
import { visibleName } from '../text/visible-name';
import { textAt } from './config-words';

/** What rules about Kamailio have in common: which parts of a configuration they look at, and how their fixes write. */

/** The script; undefined where only a file of profiles was opened. */
export const scriptOf = (facts: ConfigFacts): ScriptFacts | undefined => kamailioFacts(facts)?.script;

export const profilesOf = (facts: ConfigFacts): readonly ProfileFacts[] => kamailioFacts(facts)?.profiles ?? [];

export const sectionsOf = (facts: ConfigFacts): readonly TlsSection[] => kamailioFacts(facts)?.sections ?? [];

/** Parameters of the module that does TLS, active ones. */
export const tlsParametersOf = (script: ScriptFacts, name?: string): readonly ModuleParameter[] =>
  tlsModules.flatMap((module) => parametersOf(script, module, name));

/** The module that speaks WebSocket, where it is loaded and nothing of the script is missing. */
export const webSocketModule = ({ modules, isIncomplete }: ScriptFacts): ModuleLoad | undefined =>
  isIncomplete ? undefined : modules.find(({ name, isInactive }) => name === 'websocket' && !isInactive);

/** Sockets for TLS that are bound in effect. */
export const tlsListeners = ({ listeners }: ConfigFacts): readonly Listener[] =>
  listeners.filter(({ transport, isInactive }) => transport === 'tls' && !isInactive);

/** `[server:default]`, or the parameters of the module. */
export const profileName = ({ section, profile }: ProfileFacts): string =>
  section ? `[${visibleName(shortened(section.name, 60), 70)}]` : `The module's parameters for the ${profile.role}`;

/** The option that makes a profile verify its peer; undefined where none does. */
export function verifyingOption({ profile, options }: ProfileFacts): ProfileOption | undefined {
  if (profile.verifiesPeer.value !== 'on') return undefined;
  const { place } = profile.verifiesPeer;
  return [...options.values()].find(({ value }) => value.place.file === place?.file && value.place.at === place.at);
}

/** What to add where Kamailio is to trust the authorities of the public, by the path of Debian. */
export const PUBLIC_CA = '/etc/ssl/certs/ca-certificates.crt';

/** Sets an option of a profile: in place of its value, or in lines below `behind`. */
export function settingOption(
  facts: ConfigFacts,
  profile: ProfileFacts,
  { name, value, behind }: { name: string; value: string; behind?: FilePlace },
): ConfigEdit {
  const known = profile.options.get(name);
  if (known) return replacing(known.value.place, value);
  return linesBelow(facts, behind ?? lastPlace(profile), [optionLine(facts, profile, name, value)]);
}

/** The last option of a profile, or its header. */
export function lastPlace({ section, options, profile }: ProfileFacts): FilePlace {
  const last = [...options.values()].at(-1)?.whole;
  return section ? (section.options.at(-1)?.whole ?? section.header) : (last ?? profile.place);
}

/** `name = value`, or the parameter of the module, written as the options beside it are. */
export function optionLine(facts: ConfigFacts, { section, options }: ProfileFacts, name: string, value: string): string {
  const [beside] = options.values();
  const written = beside && textAt(facts, beside.whole);
  if (section) return written === undefined || /\s=\s/.test(written) ? `${name} = ${value}` : `${name}=${value}`;
  return parameterLine(facts, name === 'method' ? 'tls_method' : name, `"${value}"`, written);
}

/** `modparam("tls", "name", value)`, with blanks and the name of the module as in another one. */
export function parameterLine(facts: ConfigFacts, name: string, value: string, like?: string): string {
  const script = scriptOf(facts);
  const beside = like ?? (script?.parameters[0] && textAt(facts, script.parameters[0].whole)) ?? '';
  const comma = /,\S/.test(beside) ? ',' : ', ';
  return `modparam("${script?.tlsModule?.name ?? 'tls'}"${comma}"${name}"${comma}${value})`;
}

/** Where a parameter of the module that does TLS is added: below the last one, or below what loads the module. */
export function parameterPlace(script: ScriptFacts): FilePlace | undefined {
  const parameters = tlsParametersOf(script);
  return parameters.at(-1)?.whole ?? script.tlsModule?.whole;
}

/** Once for each place: parameters of the module make one profile a side. */
export function oncePerPlace<T>(items: readonly T[], placeOf: (item: T) => FilePlace): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const { file, at } = placeOf(item);
    const key = `${file} ${at.start}`;
    return !seen.has(key) && seen.add(key);
  });
}
