import type { FilePlace, Switch } from '../model';
import { attribute, childrenNamed, type FsElement, placeIn } from './tree';
import { type FsValue, isTrue } from './variables';

/** A `<param name="…" value="…"/>`, or a `<variable>`, which is written alike. */
export interface Param {
  /** In lower case for a profile, which does not mind; as it is written for a gateway, which does. */
  readonly key: string;
  readonly element: FsElement;
  readonly name: FilePlace;
  readonly value: FsValue;
}

/** A SIP profile of mod_sofia. */
export interface SofiaProfile {
  readonly name: string;
  readonly place: FilePlace;
  readonly element: FsElement;
  readonly settings: readonly Param[];
  readonly tls: Switch;
  readonly isHere: boolean;
}

export interface Gateway {
  readonly name: string;
  readonly place: FilePlace;
  readonly element: FsElement;
  readonly params: readonly Param[];
  readonly variables: readonly Param[];
  /** Absent where the file says nothing of it, as in the directory. */
  readonly profile?: SofiaProfile;
  readonly isHere: boolean;
}

/** Other modules have profiles too; those of mod_sofia stand in sofia.conf, or in a file of their own with `<settings>`. */
export function profileOf(element: FsElement): SofiaProfile | undefined {
  if (element.name !== 'profile' || !isSofia(element)) return undefined;
  const settings = childrenNamed(element, 'settings').flatMap((group) => paramsOf(group, 'param', true));
  const name = attribute(element, 'name');
  return {
    name: name?.text ?? '',
    place: name?.place ?? placeIn(element, element.xml.nameAt),
    element,
    settings,
    tls: switchOf(lastOf(settings, 'tls')),
    isHere: element.reading.isHere,
  };
}

function isSofia(element: FsElement): boolean {
  for (let above = element.parent; above; above = above.parent)
    if (above.name === 'configuration') return attribute(above, 'name')?.text === 'sofia.conf';
  return element.children.some(({ name }) => name === 'settings' || name === 'gateways' || name === 'domains');
}

export function gatewayOf(element: FsElement, profiles: ReadonlyMap<FsElement, SofiaProfile>): Gateway | undefined {
  if (element.name !== 'gateway') return undefined;
  const name = attribute(element, 'name');
  const owner = element.parent?.name === 'gateways' ? element.parent.parent : undefined;
  const profile = owner && profiles.get(owner);
  const group = (outer: string, inner: string): Param[] => {
    const [first] = childrenNamed(element, outer);
    return paramsOf(first ?? element, inner, false);
  };
  return {
    name: name?.text ?? '',
    place: name?.place ?? placeIn(element, element.xml.nameAt),
    element,
    params: group('params', 'param'),
    variables: group('variables', 'variable'),
    ...(profile && { profile }),
    isHere: element.reading.isHere,
  };
}

export function paramsOf(group: FsElement, kind: string, isAnyCase: boolean): Param[] {
  return childrenNamed(group, kind).map((element): Param => {
    const name = attribute(element, 'name');
    const start = { file: element.reading.file, at: element.xml.start };
    return {
      key: isAnyCase ? (name?.text ?? '').toLowerCase() : (name?.text ?? ''),
      element,
      name: name?.place ?? start,
      // What is not there is as if it were empty.
      value: attribute(element, 'value') ?? { text: '', place: start, isKnown: true },
    };
  });
}

/** Of several of a name the last one counts. */
export const lastOf = (params: readonly Param[], key: string): Param | undefined => params.findLast((param) => param.key === key);

/** These count also where they are empty; of the others an empty one is passed over. */
const countsEmpty: ReadonlySet<string> = new Set(['tls', 'tls-only', 'tls-verify-date', 'tls-verify-policy', 'tls-bind-params']);

/** The setting in effect. */
export function settingOf({ settings }: SofiaProfile, key: string): Param | undefined {
  return settings.findLast((param) => param.key === key && (countsEmpty.has(key) || param.value.text !== '' || !param.value.isKnown));
}

/** That of a gateway; an empty one is as none. */
export function gatewayParam({ params }: Gateway, key: string): Param | undefined {
  const param = lastOf(params, key);
  return param && (param.value.text !== '' || !param.value.isKnown) ? param : undefined;
}

export function switchOf(param: Param | undefined, byDefault: Switch = 'off'): Switch {
  if (!param) return byDefault;
  return param.value.isKnown ? (isTrue(param.value.text) ? 'on' : 'off') : 'unknown';
}
