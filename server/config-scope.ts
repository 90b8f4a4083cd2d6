import { detectDialect, matchesGlob } from '#core/config/detect';
import type { Dialect } from '#core/config/dialect';
import { dialects } from '#core/config/dialects/all.gen';
import type { Product } from '#core/config/model';
import type { ConfigScope } from './config-set';
import { type PathMapping, readMapping } from './path-map';
import type { SettingName, Settings } from './settings';

const products = [
  'kamailio',
  'opensips',
  'asterisk',
  'freeswitch',
  'livekit',
  'drachtio',
  'sipp',
  'baresip',
  'flexisip',
  'repro',
  'pjsua',
  'rtpengine',
] as const satisfies readonly Product[];

/** Products whose version a user may state. */
export type VersionedProduct = (typeof products)[number];
export const isVersioned = (name: string): name is VersionedProduct => products.some((product) => product === name);
export const versionedProducts: readonly VersionedProduct[] = products;

/** What settings say of the configurations in a folder; `folder` is where paths of mappings are relative to. */
export function scopeOf(settings: Settings, folder: string): ConfigScope {
  const versions: { [product in Product]?: string } = {};
  for (const product of products) {
    const version = settings[`sipTls.${product}.version` satisfies SettingName];
    if (version !== '') versions[product] = version;
  }
  const mappings = Object.entries(settings['sipTls.pathMap']).flatMap(([from, to]): PathMapping[] => {
    const mapping = readMapping(`${from}=${to}`, folder);
    return mapping ? [mapping] : [];
  });
  return { versions, mappings };
}

/** What a file is: by the user's word, else by its name and text. */
export function dialectOf(name: string, text: string, associations: Settings['sipTls.config.associations']): Dialect | undefined {
  const path = pathOf(name).toLowerCase();
  for (const [glob, id] of Object.entries(associations)) {
    const pattern = glob.toLowerCase();
    const isMeant = pattern.includes('/') ? matchesGlob(path, pattern) : matchesGlob(path.slice(path.lastIndexOf('/') + 1), pattern);
    if (isMeant) return dialects.find((dialect) => dialect.id === id);
  }
  return detectDialect(pathOf(name), text, dialects);
}

/** Names in URIs are escaped: `%40` in a folder must not keep a pattern from fitting. */
function pathOf(name: string): string {
  const path = name.replaceAll('\\', '/');
  if (!/^[a-z][a-z0-9+.-]+:/i.test(path)) return path;
  try {
    return decodeURIComponent(path.replace(/[?#].*$/, ''));
  } catch {
    // A percent sign that encodes nothing is one.
    return path;
  }
}
