import type { Location, Position } from 'vscode-languageserver/node';
import type { ConfigSymbol, FilePlace, FileRef } from '#core/config/model';
import { ConfigPlaces } from '../config-places';
import type { ConfigReading } from '../config-set';
import type { OpenConfig } from '../config-workspace';
import { localPath, locate } from '../path-map';
import type { Session } from '../session';
import { type At, filesOf, includeAt, namedFileAt, symbolAt } from './config-at';

/** Where a name is defined and used: by all configurations that know the definition, as a file may be included by several. */
export interface Everywhere {
  readonly places: readonly FilePlace[];
  /** Each of them allows another name. */
  readonly isRenamable: boolean;
}

export function everywhere({ configs }: Session, { readings }: OpenConfig, { item }: At<ConfigSymbol>): Everywhere {
  const places = new Map<string, FilePlace>();
  let isRenamable = true;
  for (const { facts } of new Set([...readings, ...configs.all()]))
    for (const symbol of facts.symbols) {
      if (symbol.kind !== item.kind || keyOf(symbol.place) !== keyOf(item.place)) continue;
      isRenamable &&= symbol.isRenamable;
      for (const place of [symbol.place, ...symbol.uses]) if (!places.has(keyOf(place))) places.set(keyOf(place), place);
    }
  return { places: [...places.values()], isRenamable };
}

const keyOf = ({ file, at }: FilePlace): string => `${at.start} ${file}`;

export function configReferences(session: Session, config: OpenConfig, position: Position, withDeclaration: boolean): Location[] {
  const offset = config.document.offsetAt(position);
  const all = session.configs.all();
  const places = new ConfigPlaces([...config.readings, ...all], session.configs.files);
  const path = pathAt(config, offset);
  if (path !== undefined) return usesOfFile(path, all).flatMap((place) => places.location(place));
  const found = symbolAt(config, offset);
  if (!found) return [];
  const [declaration, ...uses] = everywhere(session, config, found).places;
  const named = [...(declaration && withDeclaration ? [declaration] : []), ...uses, ...usersOfProfile(found)];
  return named.flatMap((place) => places.location(place));
}

/** Listeners and peers that have a profile without naming it where they stand. */
function usersOfProfile({ item, reading: { facts } }: At<ConfigSymbol>): FilePlace[] {
  if (item.kind !== 'profile') return [];
  return [...facts.listeners, ...facts.peers].flatMap(({ profile, place }) => (profile === item.name ? [place] : []));
}

/** The file that is named at an offset, where it is or would be here. Of certificates and keys, that which is open. */
function pathAt(config: OpenConfig, offset: number): string | undefined {
  const [reading] = config.readings;
  if (reading.facts.product === 'pem') return localPath(config.document.uri);
  const include = includeAt(config, offset);
  if (include) return include.item.files[0] === undefined ? undefined : localPath(include.item.files[0]);
  const named = namedFileAt(config, offset);
  return named && pathOf(named.item.ref, named.reading);
}

const pathOf = (ref: FileRef, { facts, scope }: ConfigReading): string | undefined =>
  locate(ref, facts.root, scope.mappings)?.path ?? (ref.value.isKnown ? ref.path : undefined);

function usesOfFile(path: string, all: readonly ConfigReading[]): FilePlace[] {
  const places = new Map<string, FilePlace>();
  for (const reading of all) {
    const { facts } = reading;
    const includes = facts.includes.filter(({ files }) => files.some((file) => localPath(file) === path));
    const named = [...facts.profiles.flatMap(filesOf).map(({ ref }) => ref), ...(facts.otherFiles ?? [])];
    const refs = facts.product === 'pem' ? [] : named.filter((ref) => pathOf(ref, reading) === path);
    for (const place of [...includes.map((include) => include.place), ...refs.map(({ value }) => value.place)])
      places.set(keyOf(place), place);
  }
  return [...places.values()];
}
