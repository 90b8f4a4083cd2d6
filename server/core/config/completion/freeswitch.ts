import { gatewaySettings } from '../freeswitch/settings/gateway';
import { profileSettings } from '../freeswitch/settings/profile';
import { variableSettings } from '../freeswitch/settings/variables';
import type { ConfigFacts } from '../model';
import type { SettingDoc } from '../setting-doc';
import { type Completer, type Completion, type ConfigProposal, nothingToPropose } from './place';
import { isNamed, settingNames, settingValues, symbolNames, words } from './proposals';
import { type XmlPlace, xmlPlaceAt } from './xml-place';

type ValuePlace = Extract<XmlPlace, { kind: 'value' }>;

/** Parameters by the group that they stand in, variables by name, gateways and profiles in dial strings. */
export const completeFreeswitch: Completer = ({ text, offset }, facts) => {
  const place = xmlPlaceAt(text, offset);
  if (place.kind !== 'value') return nothingToPropose;
  return variableUse(place.typed, text[offset] === '}', facts) ?? dialString(place.typed, facts) ?? ofElement(place);
};

/** What FreeSWITCH sets by itself. */
const builtIn = [
  'base_dir',
  'certs_dir',
  'conf_dir',
  'db_dir',
  'domain',
  'hostname',
  'local_ip_v4',
  'local_ip_v6',
  'log_dir',
  'mod_dir',
  'run_dir',
  'script_dir',
  'temp_dir',
];

/** `$${name}`: replaced as the file is read. `${name}` is looked up in a call, and nobody knows here what it holds. */
function variableUse(written: string, isClosed: boolean, facts: ConfigFacts): Completion | undefined {
  const [, typed] = /\$\$\{(\w*)$/.exec(written) ?? [];
  if (typed === undefined) return undefined;
  const set = symbolNames(facts, ({ kind }) => kind === 'variable', typed);
  const names = new Set(set.map(({ label }) => label));
  const others = builtIn
    .filter((name) => !names.has(name))
    .map((label): ConfigProposal => ({ kind: 'name', label, typed: typed.length, detail: 'set by FreeSWITCH' }));
  return { proposals: [...set, ...others].map((each) => ({ ...each, insert: isClosed ? each.label : `${each.label}}` })) };
}

function dialString(written: string, facts: ConfigFacts): Completion | undefined {
  const [, gateway] = /\bsofia\/gateway\/([^/\s,|]*)$/.exec(written) ?? [];
  if (gateway !== undefined) return { proposals: symbolNames(facts, ({ kind }) => kind === 'peer', gateway) };
  const [, profile] = /\bsofia\/([^/\s,|]*)$/.exec(written) ?? [];
  if (profile === undefined) return undefined;
  return { proposals: [...symbolNames(facts, ({ kind }) => kind === 'profile', profile), ...words(['gateway/'], profile)] };
}

function ofElement(place: ValuePlace): Completion {
  const { element, name, typed, attributes } = place;
  if (element === 'X-PRE-PROCESS') {
    if (name === 'cmd') return { proposals: words(['set', 'include', 'env-set', 'exec-set', 'stun-set'], typed) };
    if (attributes.get('cmd') === 'include') return { proposals: [], path: { typed, from: 'file' } };
    return attributes.get('cmd') === 'set' && name === 'data' ? assignment(typed) : nothingToPropose;
  }
  if ((element === 'action' || element === 'anti-action') && name === 'data')
    return /^(?:set|export)$/.test(attributes.get('application') ?? '') ? assignment(typed) : nothingToPropose;
  const docs = docsAt(place);
  if (name === 'name') return { proposals: settingNames(docs, typed) };
  return name === 'value' ? settingValues(docs.filter(isNamed(attributes.get('name') ?? '')), typed) : nothingToPropose;
}

/** `name=value` in one text. */
function assignment(written: string): Completion {
  const equals = written.indexOf('=');
  if (equals < 0) return { proposals: settingNames(variableSettings, written) };
  return settingValues(variableSettings.filter(isNamed(written.slice(0, equals))), written.slice(equals + 1));
}

function docsAt({ element, parents }: ValuePlace): readonly SettingDoc[] {
  if (element === 'variable') return variableSettings;
  if (element !== 'param') return [];
  if (parents.includes('gateway')) return gatewaySettings;
  return parents.at(-1) === 'settings' ? profileSettings : [];
}
