import { SSL2, SSL3, TLS10, TLS11, TLS12, TLS13 } from '../../tls/versions';
import type { FileRef, Listener, Said, Setting, Switch, TlsProfile, VersionRange } from '../model';
import { removeSetting } from './edits';
import { type General, generalSetting, generalSwitch, mainName } from './general';
import { fileRef } from './pjsip-model';
import { switchOf } from './pjsip-objects';
import type { Section } from './sections';
import { readAddress } from './uris';

/** What sip.conf and http.conf come to in the common model where they say the same. */

export const GENERAL = '[general]';

type Files = Pick<TlsProfile, 'certificate' | 'key' | 'ca' | 'ciphers'>;

export function filesOf(general: General): Files {
  const entry = (key: string) => generalSetting(general, key);
  const key = fileRef(entry('tlsprivatekey'), 'key');
  const certificate = fileRef(entry('tlscertfile'), key ? 'certificate' : 'certificate-and-key');
  const ciphers = entry('tlscipher');
  const ca: FileRef[] = [fileRef(entry('tlscafile'), 'ca'), fileRef(entry('tlscapath'), 'ca-folder')].flatMap((ref) => ref ?? []);
  return {
    ...(certificate && { certificate }),
    ...(key && { key }),
    ca,
    ...(ciphers && ciphers.value.text !== '' && { ciphers: { value: ciphers.value, syntax: 'openssl', isForTls13: false } }),
  };
}

export const saidIn = (general: General, key: string): Said<Switch> => {
  const entry = generalSetting(general, key);
  return { value: switchOf(entry), ...(entry && { place: entry.value.place }) };
};

export const opposite = ({ value, ...rest }: Said<Switch>): Said<Switch> => ({
  value: value === 'on' ? 'off' : value === 'off' ? 'on' : 'unknown',
  ...rest,
});

const switches = [
  { key: 'tlsdisablev1', version: TLS10 },
  { key: 'tlsdisablev11', version: TLS11 },
  { key: 'tlsdisablev12', version: TLS12 },
] as const;

/**
 * The versions that the server negotiates. Where nobody says whether an old one is off, OpenSSL's own policy decides. `isV1Off`: what
 * counts where nobody says anything of TLS 1.0.
 */
export function negotiated(general: General, isV1Off: boolean): VersionRange {
  let place: VersionRange['place'];
  const range = (least: VersionRange['least']): VersionRange => ({ least, most: TLS13, ...(place && { place }) });
  for (const { key, version } of switches) {
    const entry = generalSetting(general, key);
    if (entry) place = entry.value.place;
    const off = entry ? switchOf(entry) : key === 'tlsdisablev1' && isV1Off ? 'on' : 'off';
    if (off === 'on') continue;
    return range(off === 'unknown' || (!entry && version < TLS12) ? 'unknown' : version);
  }
  return range(TLS13);
}

const clientMethods: { readonly [method: string]: number } = { tlsv1: TLS10, sslv3: SSL3, sslv2: SSL2 };

/** The versions of outgoing connections, where a setting names a single one. */
export function clientVersions(general: General): VersionRange | undefined {
  const entry = generalSetting(general, 'tlsclientmethod');
  const version = clientMethods[entry?.value.text.toLowerCase() ?? ''];
  return entry && version !== undefined ? { least: version, most: version, place: entry.value.place, text: entry.value.text } : undefined;
}

/** The address of a setting, with the port that it says or the usual one. */
export function socketIn(general: General, keys: readonly string[], usual: number): Pick<Listener, 'host' | 'port' | 'portPlace'> {
  const entry = keys.map((key) => generalSetting(general, key)).find((each) => each !== undefined && each.value.text !== '');
  if (!entry) return { port: usual };
  const { value } = entry;
  if (!value.isKnown) return { host: value };
  const { host, port } = readAddress(value.text);
  return {
    ...(host !== '0.0.0.0' && host !== '::' && host !== '' && { host: { ...value, text: host } }),
    port: port ?? usual,
    ...(port !== undefined && { portPlace: value.place }),
  };
}

/** Where a listener is said: at its switch, or at the header. */
export const listenerPlace = (general: General, key: string): Listener['place'] | undefined =>
  generalSetting(general, key)?.value.place ?? general.section?.place;

export const isSwitchedOn = (general: General, key: string): boolean => generalSwitch(general, key) === 'on';

/** Each line once. Settings of other sections than `[general]` are a peer's. */
export function settingsIn(sections: readonly Section[]): Setting[] {
  return sections.flatMap((section) => {
    const where = section.name.toLowerCase() === 'general' ? 'general' : 'peer';
    return section.own.map(
      (entry): Setting => ({
        key: `${where}.${mainName(entry.key)}`,
        name: entry.name,
        value: entry.value,
        whole: removeSetting(entry).place,
        section: `[${section.name}]`,
        isInactive: false,
      }),
    );
  });
}
