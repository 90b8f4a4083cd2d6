import { type ConfigEdit, linesAbove, linesBelow, replacing } from '../config/edits';
import type { ModuleParameter } from '../config/kamailio/script';
import type { ConfigFacts, FilePlace, Listener } from '../config/model';
import { type Domain, type DomainParameter, isOfModule, moduleNamed, type OpensipsFacts, opensipsFacts } from '../config/opensips/facts';
import { isSecure, listenersInForce, quoted, textAt } from './config-words';

/** What rules about OpenSIPS have in common: which parts of a configuration they look at, and how their fixes write. */

export const scriptOf = (facts: ConfigFacts): OpensipsFacts | undefined => opensipsFacts(facts);

/** Only where nothing can stand elsewhere may a rule say that something is missing. */
export const wholeScriptOf = (facts: ConfigFacts): OpensipsFacts | undefined => {
  const own = opensipsFacts(facts);
  return own && !own.isIncomplete ? own : undefined;
};

export const secureListeners = (facts: ConfigFacts): readonly Listener[] =>
  listenersInForce(facts).filter(({ transport }) => isSecure(transport));

/** Modules do the transports since 2.1: where the script shows that it is newer, one may be missing. */
export const isModular = (own: OpensipsFacts): boolean =>
  own.style !== 'core' &&
  (own.style === 'named-domains' ||
    own.sockets.some(({ word }) => word === 'socket') ||
    own.modules.some(({ name }) => name.startsWith('proto_') || name === 'tls_mgm'));

export const domainName = ({ role, name }: Domain): string => `${role === 'server' ? 'Server' : 'Client'} domain ${quoted(name.text)}`;

/** `[name]value` in a line of its own, with blanks as in the lines beside it. */
export function domainLine(facts: ConfigFacts, domain: Domain, name: string, value: string): string {
  const bracketed = domain.definition ? `[${domain.name.text}]${value}` : value;
  return parameterLine(facts, { module: 'tls_mgm', name, value: `"${bracketed}"` }, lastOf(domain));
}

export function parameterLine(
  facts: ConfigFacts,
  { module, name, value }: { readonly module: string; readonly name: string; readonly value: string },
  like?: FilePlace,
): string {
  const beside = like ?? scriptOf(facts)?.parameters[0]?.whole;
  const comma = beside && /,\S/.test(textAt(facts, beside)) ? ',' : ', ';
  return `modparam("${module}"${comma}"${name}"${comma}${value})`;
}

/** The last line that speaks of a domain, in the file where it is defined. */
export function lastOf({ definition, options, profile }: Domain): FilePlace {
  const first = definition?.whole ?? [...options.values()][0]?.parameter.whole ?? profile.place;
  const own = [...options.values()].map(({ parameter }) => parameter.whole).filter(({ file }) => file === first.file);
  return own.reduce((last, each) => (each.at.start > last.at.start ? each : last), first);
}

/** Sets a parameter of a domain: in place of its value, or in a line below the others. */
export function settingOf(facts: ConfigFacts, domain: Domain, name: string, value: string): ConfigEdit {
  const known = domain.options.get(name);
  return known ? replacing(known.value.place, value) : linesBelow(facts, lastOf(domain), [domainLine(facts, domain, name, value)]);
}

/** Several new lines for a domain, and values of those that are there. */
export function settingsOf(facts: ConfigFacts, domain: Domain, pairs: readonly (readonly [string, string])[]): ConfigEdit[] {
  const known = pairs.filter(([name]) => domain.options.has(name)).map(([name, value]) => settingOf(facts, domain, name, value));
  const lines = pairs.filter(([name]) => !domain.options.has(name)).map(([name, value]) => domainLine(facts, domain, name, value));
  return lines.length === 0 ? known : [...known, linesBelow(facts, lastOf(domain), lines)];
}

/** Loads modules: above the first parameter that one of them has, else below the last module. */
export function loading(facts: ConfigFacts, own: OpensipsFacts, names: readonly string[]): ConfigEdit | undefined {
  const lines = names.map((name) => `loadmodule "${name}.so"`);
  const first = own.parameters.find((each) => names.some((name) => isOfModule(each, name)));
  const last = own.modules.at(-1);
  if (first && (!last || first.whole.file === last.whole.file)) return linesAbove(facts, first.whole, lines);
  return last && linesBelow(facts, last.whole, lines);
}

/** The libraries that do TLS for tls_mgm since 3.2. */
export const libraries: readonly string[] = ['tls_openssl', 'tls_wolfssl'];

export const libraryOf = (own: OpensipsFacts) => moduleNamed(own, ...libraries);

/** Where a parameter of a module is added: below its last one, or below what loads it. */
export function placeForParameter(own: OpensipsFacts, module: string): FilePlace | undefined {
  return own.parameters.findLast((each) => isOfModule(each, module))?.whole ?? moduleNamed(own, module)?.whole;
}

/** Where a default counts, the finding stands at the name of the domain. */
export const placeOfOption = (domain: Domain, option: DomainParameter | undefined): FilePlace =>
  option?.value.place ?? domain.profile.place;

export const isBehind = (a: FilePlace, b: FilePlace): boolean => a.file === b.file && a.at.start > b.at.start;

export const definitionsOf = (own: OpensipsFacts): readonly ModuleParameter[] =>
  own.parameters.filter((each) => isOfModule(each, 'tls_mgm') && /^(?:server|client)_domain$/.test(each.parameter.text));

/** Debian and Ubuntu have the authorities of the public there. */
export const PUBLIC_CA = '/etc/ssl/certs/ca-certificates.crt';
