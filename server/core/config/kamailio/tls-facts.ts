import type { ConfigWorld } from '../dialect';
import type { FilePlace, TlsProfile } from '../model';
import { type ProfileFacts, type ProfileOption, parametersOf } from './facts';
import { profileOfParameters, profilesOfSections } from './profiles';
import type { Routing } from './routing';
import type { ModuleLoad, ModuleParameter, Script } from './script';
import { readTlsFile, type TlsFile } from './tls-file';

/** Parameters of the module that a profile has too, by the name that it has there. */
export const profileParameters: ReadonlyMap<string, string> = new Map(
  [
    'verify_certificate',
    'verify_depth',
    'require_certificate',
    'verify_client',
    'private_key',
    'private_key_password',
    'ca_list',
    'ca_path',
    'crl',
    'certificate',
    'cipher_list',
    'server_name',
  ]
    .map((name): [string, string] => [name, name])
    .concat([['tls_method', 'method']]),
);

/** The module that does TLS: `tls`, or its sibling for wolfSSL, whose parameters are alike. */
export const tlsModules: readonly string[] = ['tls', 'tls_wolfssl', 'tls_wolfssl_mod'];

export interface TlsOfScript {
  readonly module?: ModuleLoad;
  readonly profileFile?: ModuleParameter;
  /** The files that it names, read. */
  readonly files: readonly { readonly file: string; readonly text: string; readonly read: TlsFile }[];
  readonly profiles: readonly ProfileFacts[];
}

/** The profiles of a script: of the file that its `config` names, else of parameters of the module; `sendsTls`: that of the client counts too. */
export function tlsOf(script: Script, sendsTls: boolean, { world, root }: { world: ConfigWorld; root: string }): TlsOfScript {
  const version = world.version('kamailio');
  const module = script.modules.find(({ name, isInactive }) => !isInactive && tlsModules.includes(name));
  const own = tlsModules.flatMap((name) => parametersOf(script, name));
  const profileFile = own.findLast(({ parameter }) => parameter.text === 'config');
  if (profileFile) {
    const files = filesOf(profileFile, world, root).map(({ file, text }) => ({ file, text, read: readTlsFile({ file, text }) }));
    const sections = files.flatMap(({ read }) => read.sections);
    return { ...(module && { module }), profileFile, files, profiles: profilesOfSections(sections, version) };
  }
  if (!module) return { files: [], profiles: [] };
  const said = own.filter(({ parameter }) => profileParameters.has(parameter.text));
  const options = new Map(said.map((each) => [profileParameters.get(each.parameter.text) ?? '', optionOf(each)]));
  const place: FilePlace = module.whole;
  const roles: TlsProfile['role'][] = sendsTls ? ['server', 'client'] : ['server'];
  return { module, files: [], profiles: roles.map((role) => profileOfParameters(options, role === 'client' ? 'client' : 'server', place)) };
}

const optionOf = ({ parameter, value, whole }: ModuleParameter): ProfileOption => ({
  name: parameter.text,
  written: parameter.place,
  value,
  whole,
});

/** One file, or all files of a folder, one behind the other (modules/tls/tls_config.c). */
function filesOf({ value }: ModuleParameter, world: ConfigWorld, root: string): { file: string; text: string }[] {
  if (!value.isKnown || value.text === '') return [];
  const path = value.text.replace(/^\.\//, '').replace(/\/+$/, '');
  const found = world.find(path, root, 'beside-root');
  const files = found.length > 0 ? found : world.find(`${path}/*`, root, 'beside-root');
  return files.slice(0, 64).flatMap((file) => {
    const text = world.text(file);
    return text === undefined ? [] : [{ file, text }];
  });
}

/** Whether a script states that it sends over TLS: only then the side of the client matters. */
export const sendsOverTls = ({ steps }: Routing): boolean =>
  steps.some(
    ({ kind, uri, transport, isInactive }) =>
      !isInactive &&
      (kind === 'destination' ? uri?.scheme === 'sips' || uri?.transport === 'tls' : kind === 'relay' && transport === 'tls'),
  );
