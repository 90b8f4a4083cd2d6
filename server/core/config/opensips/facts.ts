import type { ModuleLoad, ModuleParameter } from '../kamailio/script';
import type { ConfigFacts, FilePlace, Switch, TlsProfile, Value } from '../model';
import type { Routing } from './routing';
import type { OpensipsScript } from './script';

/** What only rules about OpenSIPS ask for: `own` of its facts. */
export interface OpensipsFacts extends Pick<OpensipsScript, 'assignments' | 'sockets' | 'modules' | 'parameters' | 'isTemplate'> {
  readonly kind: 'opensips';
  readonly routing: Routing;
  readonly domains: readonly Domain[];
  /** Parameters of tls_mgm that speak of a domain, in their order. */
  readonly said: readonly DomainParameter[];
  readonly style: Style;
  /** Domains come out of a database, so that nobody knows them all. */
  readonly hasDatabase: boolean;
  /** Files are included that are not here, or the script is a template: what is not there may be elsewhere. */
  readonly isIncomplete: boolean;
}

/**
 * How TLS is configured: by settings of the core (1.x), by parameters for one default domain and `name=ip:port` (2.x), or by `[name]value`
 * (3.x and newer). As the version says, else as the words of the script show; unknown where they do not.
 */
export type Style = 'core' | 'default-domain' | 'named-domains' | 'unknown';

/** `modparam("tls_mgm", "certificate", "[name]value")` */
export interface DomainParameter {
  readonly parameter: ModuleParameter;
  /** `certificate` */
  readonly name: string;
  /** In brackets; absent where there are none. */
  readonly domain?: Value;
  /** What stands behind the brackets. */
  readonly value: Value;
  /** The bracket is not closed, or holds nothing; or nothing stands behind it. */
  readonly fault?: 'no-bracket' | 'open-bracket' | 'no-name' | 'no-value';
}

/** A TLS domain with what says it. */
export interface Domain {
  readonly role: 'server' | 'client';
  /** Where it is defined; absent of the default domain of 2.x, which is there by itself. */
  readonly definition?: ModuleParameter;
  readonly name: Value;
  readonly profile: TlsProfile;
  /** By the name of the parameter, the last where there are several. */
  readonly options: ReadonlyMap<string, DomainParameter>;
  /** `*` or absent: all. */
  readonly addresses: readonly Value[];
  readonly names: readonly Value[];
}

/** The facts as the dialect left them; undefined for other products. */
export function opensipsFacts({ product, own }: ConfigFacts): OpensipsFacts | undefined {
  return product === 'opensips' ? (own as OpensipsFacts) : undefined;
}

export const moduleNamed = ({ modules }: Pick<OpensipsFacts, 'modules'>, ...names: readonly string[]): ModuleLoad | undefined =>
  modules.find(({ name }) => names.includes(name));

/** `modparam` names one module, or an expression with several. */
export const isOfModule = ({ module }: ModuleParameter, name: string): boolean =>
  module.text === name || module.text.split('|').includes(name);

export const parameterOf = ({ parameters }: Pick<OpensipsFacts, 'parameters'>, module: string, name: string): ModuleParameter | undefined =>
  parameters.findLast((each) => isOfModule(each, module) && each.parameter.text === name);

/** A number as 0 or not. */
export function switchOf(value: Value | undefined, usual: Switch): Switch {
  if (!value) return usual;
  const text = value.text.trim();
  if (!value.isKnown) return 'unknown';
  if (/^\d+$/.test(text)) return /^0+$/.test(text) ? 'off' : 'on';
  if (/^(?:yes|true|on|enable)$/i.test(text)) return 'on';
  return /^(?:no|false|off|disable)$/i.test(text) ? 'off' : 'unknown';
}

export const samePlace = (a: FilePlace, b: FilePlace): boolean => a.file === b.file && a.at.start === b.at.start;
