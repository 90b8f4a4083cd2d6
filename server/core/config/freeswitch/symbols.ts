import type { ConfigSymbol, FilePlace } from '../model';
import { type Gateway, gatewayParam, type SofiaProfile, settingOf } from './profiles';
import { allElements, attribute, childrenNamed, type FsElement, wholePlace } from './tree';
import { partPlace, type Scope, type VariableSet } from './variables';

/** Profiles with their gateways and aliases, and variables; and where each is named. */
export function freeswitchSymbols(
  elements: readonly FsElement[],
  scope: Scope,
  { profiles, gateways, isAll }: { profiles: readonly SofiaProfile[]; gateways: readonly Gateway[]; isAll: boolean },
): ConfigSymbol[] {
  const dialled = dialledNames(elements, scope);
  const symbols: ConfigSymbol[] = [];
  const indexes = new Map<SofiaProfile, number>();
  for (const profile of profiles) {
    if (!profile.isHere) continue;
    indexes.set(profile, symbols.length);
    symbols.push({
      kind: 'profile',
      name: profile.name,
      place: profile.place,
      whole: wholePlace(profile.element),
      uses: dialled.profiles.get(profile.name) ?? [],
      detail: detailOf(profile),
      // It is also the name of a folder, of a file, and what the console is told.
      isRenamable: false,
    });
    for (const alias of childrenNamed(profile.element, 'aliases').flatMap((group) => childrenNamed(group, 'alias'))) {
      const name = attribute(alias, 'name');
      if (!name) continue;
      const uses = dialled.profiles.get(name.text) ?? [];
      const parent = indexes.get(profile);
      symbols.push({
        kind: 'profile',
        name: name.text,
        place: name.place,
        whole: wholePlace(alias),
        uses,
        detail: `alias of ${profile.name}`,
        ...(parent !== undefined && { parent }),
        isRenamable: false,
      });
    }
  }
  for (const gateway of gateways) {
    if (!gateway.isHere) continue;
    const parent = gateway.profile && indexes.get(gateway.profile);
    symbols.push({
      kind: 'peer',
      name: gateway.name,
      place: gateway.place,
      whole: wholePlace(gateway.element),
      uses: dialled.gateways.get(gateway.name) ?? [],
      detail: `gateway ${gatewayParam(gateway, 'proxy')?.value.text ?? ''}`.trim(),
      ...(parent !== undefined && { parent }),
      // Without realm and proxy its name is the host that is dialled; and a variable may hold the name.
      isRenamable:
        isAll &&
        !dialled.isOpen &&
        gateway.name !== '' &&
        gatewayParam(gateway, 'proxy') !== undefined &&
        gatewayParam(gateway, 'realm') !== undefined,
    });
  }
  return [...symbols, ...variableSymbols(scope, isAll ? runtimeNames(elements) : undefined)];
}

function detailOf(profile: SofiaProfile): string {
  const ip = settingOf(profile, 'sip-ip')?.value.text ?? '';
  const port =
    settingOf(profile, profile.tls === 'on' ? 'tls-sip-port' : 'sip-port')?.value.text ?? (profile.tls === 'on' ? '5061' : '5060');
  return `${profile.tls === 'on' ? 'TLS' : 'UDP and TCP'} ${ip}:${port}`;
}

interface Dialled {
  readonly profiles: ReadonlyMap<string, readonly FilePlace[]>;
  readonly gateways: ReadonlyMap<string, readonly FilePlace[]>;
  /** Somewhere a variable stands for the name of a gateway. */
  readonly isOpen: boolean;
}

/** `sofia/gateway/NAME/…` and `sofia/PROFILE/…` in dial strings. */
function dialledNames(elements: readonly FsElement[], { sets }: Scope): Dialled {
  const profiles = new Map<string, FilePlace[]>();
  const gateways = new Map<string, FilePlace[]>();
  let isOpen = false;
  const look = (value: FsElement['attributes'][number]['value']): void => {
    for (const match of value.text.matchAll(/\bsofia\/(gateway\/)?([^/\s,|"'}\]]+)/g)) {
      const [whole, isGateway, name = ''] = match;
      const end = match.index + whole.length;
      if (isGateway && (name.includes('$') || !value.raw)) isOpen = true;
      const map = isGateway ? gateways : profiles;
      const place = partPlace(value, end - name.length, end);
      const known = map.get(name);
      if (!value.raw) continue;
      if (known) known.push(place);
      else map.set(name, [place]);
    }
  };
  for (const { attributes } of allElements(elements)) for (const { value } of attributes) if (value.text.includes('sofia/')) look(value);
  for (const all of sets.values()) for (const { value } of all) if (value.text.includes('sofia/')) look(value);
  return { profiles, gateways, isOpen };
}

/** Names that calls ask for at run time, `${name}`; global variables are found there too. */
function runtimeNames(elements: readonly FsElement[]): Set<string> {
  const names = new Set<string>();
  for (const { attributes } of allElements(elements))
    for (const { value } of attributes)
      if (value.text.includes('${')) for (const [, name = ''] of value.text.matchAll(/(?<!\$)\$\{([^}]*)\}/g)) names.add(name);
  return names;
}

/** The first place that sets a variable is its definition; those that set it again are uses of its name. */
function variableSymbols({ sets, uses }: Scope, runtime: ReadonlySet<string> | undefined): ConfigSymbol[] {
  const symbols: ConfigSymbol[] = [];
  const byName = new Map<string, FilePlace[]>();
  const seen = new Set<string>();
  const used = new Set(uses.filter(({ isHere }) => isHere).map(({ name }) => name));
  for (const { name, place } of uses) {
    const key = `${place.file}:${place.at.start}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const known = byName.get(name);
    if (known) known.push(place);
    else byName.set(name, [place]);
  }
  for (const [name, all] of sets) {
    // One that only another file sets is there so that its uses here lead to it.
    const first: VariableSet | undefined = all.find(({ isHere }) => isHere) ?? (used.has(name) ? all[0] : undefined);
    if (!first) continue;
    symbols.push({
      kind: 'variable',
      name,
      place: first.namePlace,
      whole: first.line,
      uses: [...all.flatMap((each) => (each === first ? [] : [each.namePlace])), ...(byName.get(name) ?? [])],
      ...(!isSecret(name) && { detail: first.value.text.slice(0, 60) }),
      isRenamable: runtime !== undefined && !runtime.has(name) && !isSpecial.test(name),
    });
  }
  return symbols;
}

const isSecret = (name: string): boolean => /pass|secret|key|pin/i.test(name);

/** FreeSWITCH itself asks for these. */
const isSpecial = /^(?:domain|sip_|rtp_|hold_music|unroll_loops|presence_|default_)/;
