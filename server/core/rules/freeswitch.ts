import type { CertificateFile } from '../config/certificate-files';
import { type ConfigEdit, linesBelow, replacing } from '../config/edits';
import { freeswitchFacts } from '../config/freeswitch/facts';
import { type Gateway, gatewayParam, type Param, type SofiaProfile, settingOf } from '../config/freeswitch/profiles';
import { sourceText, wholePlace } from '../config/freeswitch/tree';
import { type FsValue, written } from '../config/freeswitch/variables';
import type { ConfigFacts, FilePlace } from '../config/model';
import { escapedValue } from '../config/xml-entities';
import { span } from '../text/span';
import type { ConfigContext, ConfigFix } from './config-rule';

/** What rules about FreeSWITCH have in common: what they look at, where they report, and how they write into XML. */

export const ownProfiles = (facts: ConfigFacts): readonly SofiaProfile[] =>
  freeswitchFacts(facts)?.profiles.filter(({ isHere }) => isHere) ?? [];

export const ownGateways = (facts: ConfigFacts): readonly Gateway[] =>
  freeswitchFacts(facts)?.gateways.filter(({ isHere }) => isHere) ?? [];

/** Those whose settings of TLS count: it is on, or may be. */
export const tlsProfiles = (facts: ConfigFacts): readonly SofiaProfile[] => ownProfiles(facts).filter(({ tls }) => tls !== 'off');

export const gatewaysOf = (facts: ConfigFacts, profile: SofiaProfile): readonly Gateway[] =>
  freeswitchFacts(facts)?.gateways.filter((gateway) => gateway.profile === profile) ?? [];

/** The line that sets the variable, where the value is one and stands in a file that is judged; else where it is used. */
export function whereSaid({ files }: ConfigFacts, value: FsValue): FilePlace {
  const { place } = written(value);
  return files.includes(place.file) ? place : value.place;
}

/** ` by $${name}`, or nothing. */
export const byVariable = ({ variable }: FsValue): string => (variable ? ` by \`$\${${variable.name}}\`` : '');

/** Where it is written, be it in the line of a variable. */
export const rewrite = (value: FsValue, text: string): ConfigEdit => replacing(written(value).place, escapedValue(text));

/** The same as the fix of a finding; none where the value is put together of several variables. */
export const rewriting = (title: string, value: FsValue, text: string): { readonly fix?: ConfigFix } =>
  written(value).raw ? { fix: { title, edits: [rewrite(value, text)] } } : {};

/** The setting of a profile with another value: in its own line, or in a new one below its neighbours. */
export function setSetting(facts: ConfigFacts, profile: SofiaProfile, name: string, text: string): ConfigEdit | undefined {
  const own = settingOf(profile, name) ?? profile.settings.findLast(({ key }) => key === name);
  if (own) return rewrite(own.value, text);
  const beside = profile.settings.findLast(({ key }) => key.startsWith('tls')) ?? profile.settings.at(-1);
  return beside && newParam(facts, beside, name, text);
}

export function setGatewayParam(facts: ConfigFacts, gateway: Gateway, name: string, text: string): ConfigEdit | undefined {
  const own = gatewayParam(gateway, name) ?? gateway.params.findLast(({ key }) => key === name);
  if (own) return rewrite(own.value, text);
  const beside = gateway.params.findLast(({ key }) => key === 'proxy') ?? gateway.params.at(-1);
  return beside && newParam(facts, beside, name, text);
}

/** A line as its neighbour is written; on the same line where that holds more, which may be the end of what they belong to. */
function newParam(facts: ConfigFacts, beside: Param, name: string, text: string): ConfigEdit {
  const end = /\s\/>$/.test(sourceText(beside.element)) ? ' />' : '/>';
  const param = `<param name="${name}" value="${escapedValue(text)}"${end}`;
  const place = wholePlace(beside.element);
  const [rest = ''] = /[^\r\n]*/.exec(facts.texts?.get(place.file)?.slice(place.at.end) ?? '') ?? [];
  if (rest.trim() === '') return linesBelow(facts, place, [param]);
  return replacing({ file: place.file, at: span(place.at.end, place.at.end) }, ` ${param}`);
}

export interface Agent {
  readonly name: 'agent.pem' | 'tls.pem';
  readonly file: Extract<CertificateFile, { kind: 'read' }>;
}

/** The file with certificate and key that a profile loads, as far as it can be read here. */
export function agentOf(facts: ConfigFacts, context: ConfigContext, profile: SofiaProfile): Agent | undefined {
  const files = freeswitchFacts(facts)?.files.get(profile);
  if (!files) return undefined;
  const agent = context.file(files.agent);
  if (agent.kind === 'read') return { name: 'agent.pem', file: agent };
  const both = agent.kind === 'missing' ? context.file(files.both) : undefined;
  return both?.kind === 'read' ? { name: 'tls.pem', file: both } : undefined;
}

/** Where the folder of the certificates is said, else the name of the profile. */
export const certDirPlace = (profile: SofiaProfile): FilePlace => settingOf(profile, 'tls-cert-dir')?.value.place ?? profile.place;

/** The same place is reported once, however many profiles take their value from there. */
export function oncePerPlace(): (place: FilePlace) => boolean {
  const seen = new Set<string>();
  return ({ file, at }) => {
    const key = `${file} ${at.start} ${at.end}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}

/** From the name of a variable to the end of its value, where both stand in one file. */
export const assignmentPlace = ({ namePlace, place }: { readonly namePlace: FilePlace; readonly place: FilePlace }): FilePlace =>
  namePlace.file === place.file ? { file: place.file, at: { start: namePlace.at.start, end: place.at.end } } : place;

export const sofiaCite = (what: string): string => `FreeSWITCH mod_sofia, ${what}`;

/**
 * The lists of versions that are judged, each where it is written: those of profiles with TLS, and the variable that the shipped profiles
 * take theirs from. One that stands in a file that is only read along is judged where it is used.
 */
export function versionValues(facts: ConfigFacts): { readonly value: FsValue; readonly profile?: SofiaProfile }[] {
  const isFirst = oncePerPlace();
  const own = freeswitchFacts(facts);
  // The last one counts; what it replaces matters only to a profile that is read before it, which is among those below.
  const shared = own?.sets.findLast(({ name }) => name === SHARED_VERSIONS);
  const used = tlsProfiles(facts).flatMap((profile) => {
    const value = settingOf(profile, 'tls-version')?.value;
    if (!value) return [];
    const source = written(value);
    if (facts.files.includes(source.place.file)) return [{ value: source, profile }];
    return [{ value: { ...value, text: source.text }, profile }];
  });
  return [...(shared ? [{ value: written(shared.value) }] : []), ...used].filter(({ value }) => value.isKnown && isFirst(value.place));
}

/** Where profiles take a list of versions from a variable: what is said of it at the variable is said of these places. */
export const usesOfVersions = (facts: ConfigFacts, { place }: FsValue): readonly FilePlace[] =>
  tlsProfiles(facts).flatMap((profile) => {
    const value = settingOf(profile, 'tls-version')?.value;
    const source = value && written(value).place;
    return value && source?.file === place.file && source.at.start === place.at.start ? [value.place] : [];
  });

const SHARED_VERSIONS = 'sip_tls_version';
