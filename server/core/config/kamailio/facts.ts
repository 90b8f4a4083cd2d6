import type { ConfigFacts, FilePlace, Said, Switch, TlsProfile, Value } from '../model';
import type { Routing } from './routing';
import type { Assignment, ModuleLoad, ModuleParameter, Script, SocketStatement } from './script';
import type { TlsSection } from './tls-file';

/** What only rules about Kamailio ask for: `own` of the facts of kamailio.cfg, and of a TLS profile file that was opened alone. */
export interface KamailioFacts {
  readonly kind: 'kamailio';
  /** Absent where a TLS profile file was opened alone. */
  readonly script?: ScriptFacts;
  readonly profiles: readonly ProfileFacts[];
  /** Sections of profile files, those too that make no profile. */
  readonly sections: readonly TlsSection[];
}

export interface ScriptFacts extends Pick<Script, 'assignments' | 'sockets' | 'modules' | 'parameters'> {
  readonly routing: Routing;
  /** In effect: the last of `enable_tls` and `disable_tls`. unknown: a file that may say it is not here. */
  readonly tlsEnabled: Said<Switch>;
  /** The module that does TLS, where one is loaded. */
  readonly tlsModule?: ModuleLoad;
  /** Files are included that are not here. */
  readonly isIncomplete: boolean;
  /** Files that need not be there are included, and not here: they may say something, or not exist. */
  readonly mayGoOn: boolean;
  /** It states destinations that TLS carries. */
  readonly sendsOverTls: boolean;
  /** `modparam("tls", "config", …)` */
  readonly profileFile?: ModuleParameter;
  /** Whether that file is here. */
  readonly hasProfileFile: boolean;
  /** Text of all files, for what is only asked whether it is written anywhere. */
  mentions(word: string): boolean;
}

/** A profile with what says it. */
export interface ProfileFacts {
  readonly profile: TlsProfile;
  /** Absent where parameters of the module say it. */
  readonly section?: TlsSection;
  /** By the name that the documentation of profiles uses: `method`, `certificate`; the last one where there are several. */
  readonly options: ReadonlyMap<string, ProfileOption>;
}

export interface ProfileOption {
  readonly name: string;
  readonly written: FilePlace;
  readonly value: Value;
  readonly whole: FilePlace;
}

/** The facts as the dialects of Kamailio left them; undefined for other products. */
export function kamailioFacts({ product, own }: ConfigFacts): KamailioFacts | undefined {
  return product === 'kamailio' ? (own as KamailioFacts) : undefined;
}

export const activeOnly = <T extends { readonly isInactive: boolean }>(all: readonly T[]): readonly T[] =>
  all.filter(({ isInactive }) => !isInactive);

/** The last active setting of this name. */
export function lastAssignment(assignments: readonly Assignment[], name: string): Assignment | undefined {
  return assignments.findLast((each) => each.name === name && !each.isInactive);
}

/** Parameters of a module, active ones, in their order. The name of the module in `modparam` may be an expression with several. */
export function parametersOf({ parameters }: Pick<Script, 'parameters'>, module: string, name?: string): readonly ModuleParameter[] {
  return parameters.filter(
    (each) => !each.isInactive && isOfModule(each.module.text, module) && (name === undefined || each.parameter.text === name),
  );
}

export const isOfModule = (written: string, module: string): boolean => written === module || written.split('|').includes(module);

export const isTlsSocket = ({ addresses }: SocketStatement): boolean => addresses.some(({ protocol }) => protocol?.text === 'tls');
