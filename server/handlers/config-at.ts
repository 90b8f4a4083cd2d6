import { dialects } from '#core/config/dialects/all.gen';
import type { ConfigSymbol, FilePlace, FileRef, Include, Product, Setting, TlsProfile } from '#core/config/model';
import type { SettingDoc } from '#core/config/setting-doc';
import type { ConfigReading } from '../config-set';
import type { OpenConfig } from '../config-workspace';

/** Something of a configuration, and the reading that knows it. */
export interface At<T> {
  readonly reading: ConfigReading;
  readonly item: T;
  readonly place: FilePlace;
}

/** The setting whose text holds an offset of the document, the innermost where they are nested. */
export function settingAt(config: OpenConfig, offset: number): At<Setting> | undefined {
  return innermost(config, offset, ({ facts }) =>
    facts.settings.map((item) => ({ item, places: [item.whole, item.name, item.value.place] })),
  );
}

/** The symbol whose name or use stands there. */
export function symbolAt(config: OpenConfig, offset: number): At<ConfigSymbol> | undefined {
  return innermost(config, offset, ({ facts }) => facts.symbols.map((item) => ({ item, places: [item.place, ...item.uses] })));
}

/** The include, or file of profiles, that is named there. */
export function includeAt(config: OpenConfig, offset: number): At<Include> | undefined {
  return innermost(config, offset, ({ facts }) => facts.includes.map((item) => ({ item, places: [item.place] })));
}

export interface NamedFile {
  readonly ref: FileRef;
  /** The other half of a profile: the key of a certificate, the certificate of a key. */
  readonly partner?: FileRef;
}

/** The path of a certificate, key or list that stands there. */
export function namedFileAt(config: OpenConfig, offset: number): At<NamedFile> | undefined {
  return innermost(config, offset, ({ facts }) =>
    [...facts.profiles.flatMap(filesOf), ...(facts.otherFiles ?? []).map((ref) => ({ ref }))].map((item) => ({
      item,
      places: [item.ref.value.place],
    })),
  );
}

export function filesOf({ certificate, key, ca = [], crl = [] }: TlsProfile): NamedFile[] {
  const pair: NamedFile[] = [
    ...(certificate ? [{ ref: certificate, ...(key && { partner: key }) }] : []),
    ...(key ? [{ ref: key, ...(certificate && { partner: certificate }) }] : []),
  ];
  return [...pair, ...[...ca, ...crl].map((ref) => ({ ref }))];
}

interface Candidate<T> {
  readonly item: T;
  readonly places: readonly FilePlace[];
}

function innermost<T>(
  { document, readings }: OpenConfig,
  offset: number,
  candidates: (reading: ConfigReading) => readonly Candidate<T>[],
): At<T> | undefined {
  let best: At<T> | undefined;
  for (const reading of readings) {
    for (const { item, places } of candidates(reading))
      for (const place of places) {
        const { file, at } = place;
        if (file !== document.uri || at.start > offset || offset > at.end) continue;
        if (!best || at.end - at.start < best.place.at.end - best.place.at.start) best = { reading, item, place };
      }
    if (best) return best;
  }
  return best;
}

const docs = new Map<Product, ReadonlyMap<string, SettingDoc>>();

/** What is known of a setting of a product, by its key. */
export function docOf(product: Product, key: string): SettingDoc | undefined {
  let known = docs.get(product);
  if (!known) {
    const all = dialects.filter((dialect) => dialect.product === product).flatMap(({ settings }) => settings);
    // The first one counts where several dialects have the same.
    known = new Map(all.reverse().map((doc) => [doc.key, doc]));
    docs.set(product, known);
  }
  return known.get(key);
}
