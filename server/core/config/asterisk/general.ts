import type { Switch } from '../model';
import { switchOf } from './pjsip-objects';
import type { Entry, Section } from './sections';

/** What `[general]` of sip.conf and http.conf say: both read their TLS settings by the same function, with the same aliases (tcptls.c). */
export interface General {
  readonly section?: Section;
  readonly entries: readonly Entry[];
}

export function generalOf(sections: readonly Section[]): General {
  const section = sections.find(({ name, isTemplate }) => !isTemplate && name.toLowerCase() === 'general');
  return { ...(section && { section }), entries: section?.entries ?? [] };
}

const aliases: { readonly [key: string]: readonly string[] } = {
  tlsenable: ['sslenable'],
  tlsbindaddr: ['sslbindaddr'],
  tlscertfile: ['tlscert', 'sslcert', 'sslcertfile'],
  tlsprivatekey: ['sslprivatekey'],
  tlscipher: ['sslcipher'],
  tlscafile: ['tlsca', 'sslca', 'sslcafile'],
  tlscapath: ['tlscadir', 'sslcapath', 'sslcadir'],
  tlsdontverifyserver: ['ssldontverifyserver'],
  tlsclientmethod: ['sslclientmethod'],
};

/** The setting in effect, by its name or an older one. */
export function generalSetting({ entries }: General, key: string): Entry | undefined {
  const names = aliases[key] ?? [];
  return entries.findLast((entry) => entry.key === key || names.includes(entry.key));
}

export const generalSwitch = (general: General, key: string): Switch => switchOf(generalSetting(general, key));

/** The name under which a key is documented. */
export const mainName = (key: string): string => Object.keys(aliases).find((name) => aliases[name]?.includes(key)) ?? key;
