import type { ConfigFile, ConfigWorld } from '../dialect';
import type { ConfigFacts, Definition, FilePlace, Setting, SyntaxProblem, TlsProfile } from '../model';
import { bridgedPeers } from './dialplan';
import type { FreeswitchFacts } from './facts';
import { loadFiles } from './files';
import { registerTransport } from './gateways';
import { mediaSettings } from './media';
import { filesOf, listenersOf, peersOf, socketsOf, tlsProfilesOf, versionsOf } from './model';
import { type Gateway, gatewayOf, type Param, paramsOf, profileOf, type SofiaProfile, settingOf } from './profiles';
import { freeswitchSymbols } from './symbols';
import { allElements, type FsElement, lineOf, treeOf } from './tree';
import type { VariableSet } from './variables';

/** Reads a file of FreeSWITCH's configuration with all that it includes. */
export function readFreeswitch(file: ConfigFile, world: ConfigWorld): ConfigFacts {
  const loaded = loadFiles(file, world);
  const { scope, files } = loaded;
  const elements = treeOf(loaded.root, scope);
  const profiles = new Map<FsElement, SofiaProfile>();
  const gateways: Gateway[] = [];
  for (const element of allElements(elements)) {
    const profile = profileOf(element);
    if (profile) profiles.set(element, profile);
    const gateway = gatewayOf(element, profiles);
    if (gateway) gateways.push(gateway);
  }
  const all = [...profiles.values()];
  const here = all.filter(({ isHere }) => isHere);
  const ownGateways = gateways.filter(({ isHere }) => isHere);
  const pems = new Map(all.map((profile) => [profile, filesOf(profile, file.file)]));
  const sets = [...scope.sets.values()].flat().filter(({ isHere }) => isHere);
  const own: FreeswitchFacts = {
    kind: 'freeswitch',
    profiles: all,
    gateways,
    media: mediaSettings(elements, scope),
    sets,
    names: new Set(scope.sets.keys()),
    uses: distinctUses(scope.uses),
    commented: loaded.commented,
    sockets: all.flatMap(socketsOf),
    files: pems,
    isWhole: loaded.isWhole,
  };
  return {
    dialect: 'freeswitch',
    product: 'freeswitch',
    root: file.file,
    files,
    listeners: here.flatMap(listenersOf),
    profiles: [
      ...here.flatMap((profile) => tlsProfilesOf(profile, pems.get(profile) ?? filesOf(profile, file.file))),
      ...sharedProfile(sets, here),
    ],
    peers: [...ownGateways.flatMap(peersOf), ...bridgedPeers(elements)],
    routes: [],
    definitions: sets.map(({ name, namePlace, value }): Definition => ({ name, place: namePlace, value })),
    includes: loaded.includes,
    settings: settingsOf(here, ownGateways, sets, elements),
    symbols: freeswitchSymbols(elements, scope, { profiles: all, gateways, isAll: /(?:^|[/\\])freeswitch\.xml$/i.test(file.file) }),
    texts: loaded.texts,
    problems: [...loaded.problems, ...ownGateways.flatMap(transportProblem)],
    otherFiles: here.flatMap((profile) => {
      const { both, wssCertificate } = pems.get(profile) ?? filesOf(profile, file.file);
      return [...(profile.tls === 'off' ? [] : [both]), ...(settingOf(profile, 'wss-binding') ? [wssCertificate] : [])];
    }),
    own,
  };
}

const samePlace = ({ file, at }: FilePlace): string => `${file}:${at.start}`;

/** A file that is included twice names its variables twice at one place. */
function distinctUses(uses: FreeswitchFacts['uses']): FreeswitchFacts['uses'] {
  const seen = new Set<string>();
  return uses.filter(({ isHere, place }) => {
    const key = samePlace(place);
    if (!isHere || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** vars.xml holds versions and ciphers for profiles that stand elsewhere. */
function sharedProfile(sets: readonly VariableSet[], profiles: readonly SofiaProfile[]): TlsProfile[] {
  const version = sets.findLast(({ name }) => name === 'sip_tls_version');
  const ciphers = sets.findLast(({ name }) => name === 'sip_tls_ciphers');
  const [first] = [version, ciphers].flatMap((set) => set ?? []);
  if (!first || profiles.length > 0) return [];
  return [
    {
      id: 'variables',
      place: first.namePlace,
      role: 'both',
      match: {},
      ...(version && { versions: versionsOf(version) }),
      ...(ciphers && { ciphers: { value: ciphers.value, syntax: 'openssl', isForTls13: false } }),
      verifiesPeer: { value: 'unknown' },
      requiresCertificate: { value: 'unknown' },
      comparesName: { value: 'unknown' },
      announced: [],
      sends: 'leaf',
      isInactive: false,
    },
  ];
}

function transportProblem(gateway: Gateway): SyntaxProblem[] {
  const { param, transport } = registerTransport(gateway);
  if (transport !== 'none' || !param) return [];
  const word = param.value.text === '' ? 'An empty value' : `\`${param.value.text}\``;
  const message = `${word} is no transport that FreeSWITCH knows (udp, tcp, sctp, tls), so it leaves this gateway out.`;
  return [{ place: param.value.place, message, isFatal: false }];
}

function settingsOf(
  profiles: readonly SofiaProfile[],
  gateways: readonly Gateway[],
  sets: readonly VariableSet[],
  elements: readonly FsElement[],
): Setting[] {
  const setting =
    (prefix: string, section?: string) =>
    ({ key, name, value, element }: Param): Setting => ({
      key: `${prefix}.${key}`,
      name,
      value,
      whole: lineOf(element),
      ...(section !== undefined && { section }),
      isInactive: false,
    });
  const globals = allElements(elements).filter(({ name, reading }) => name === 'global_settings' && reading.isHere);
  return [
    ...sets.map(
      ({ name, namePlace, value, line }): Setting => ({
        key: `variable.${name}`,
        name: namePlace,
        value,
        whole: line,
        isInactive: false,
      }),
    ),
    ...globals.flatMap((group) => paramsOf(group, 'param', true).map(setting('global', 'sofia.conf'))),
    ...profiles.flatMap(({ name, settings }) => settings.map(setting('profile', name))),
    ...gateways.flatMap(({ name, params, variables }) => [
      ...params.map(setting('gateway', name)),
      ...variables.map(setting('variable', name)),
    ]),
  ];
}
