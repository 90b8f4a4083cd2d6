import { pathToFileURL } from 'node:url';
import type { DocumentHighlight, DocumentLink, Location, Position, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { DocumentHighlightKind } from 'vscode-languageserver/node';
import type { FilePlace } from '#core/config/model';
import { ConfigPlaces } from '../config-places';
import type { OpenConfig } from '../config-workspace';
import type { Session } from '../session';
import { filesOf, namedFileAt, symbolAt } from './config-at';

/** Where what stands here is defined: a name, or a file that is included or named. */
export async function configDefinition(session: Session, config: OpenConfig, position: Position): Promise<Location[]> {
  const offset = config.document.offsetAt(position);
  const include = config.readings.flatMap(({ facts }) => facts.includes).find(({ place }) => isAt(place, config, offset));
  if (include && include.files.length > 0) return include.files.map((uri) => ({ uri, range: beginning }));
  const named = namedFileAt(config, offset);
  const file = named && (await session.configs.judge.file(named.item.ref, named.reading));
  if (file?.kind === 'read' && file.format !== 'folder') return [{ uri: pathToFileURL(file.file).href, range: beginning }];
  const symbol = symbolAt(config, offset);
  return symbol ? new ConfigPlaces(config.readings, session.configs.files).location(symbol.item.place) : [];
}

const beginning: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

const isAt = ({ file, at }: FilePlace, { document }: OpenConfig, offset: number): boolean =>
  file === document.uri && at.start <= offset && offset <= at.end;

export function configReferences(session: Session, config: OpenConfig, position: Position, withDeclaration: boolean): Location[] {
  const found = symbolAt(config, config.document.offsetAt(position));
  if (!found) return [];
  const { place, uses } = found.item;
  const places = new ConfigPlaces(config.readings, session.configs.files);
  return [...(withDeclaration ? [place] : []), ...uses].flatMap((each) => places.location(each));
}

export function configHighlights(session: Session, config: OpenConfig, position: Position): DocumentHighlight[] {
  const found = symbolAt(config, config.document.offsetAt(position));
  if (!found) return [];
  const places = new ConfigPlaces(config.readings, session.configs.files);
  const { place, uses } = found.item;
  return [place, ...uses].flatMap((each, i): DocumentHighlight[] => {
    const range = each.file === config.document.uri ? places.range(each) : undefined;
    return range ? [{ range, kind: i === 0 ? DocumentHighlightKind.Write : DocumentHighlightKind.Read }] : [];
  });
}

/** null: nothing that may be given another name. */
export function configRenameRange(session: Session, config: OpenConfig, position: Position): Range | null {
  const found = symbolAt(config, config.document.offsetAt(position));
  return found?.item.isRenamable ? (new ConfigPlaces(config.readings, session.configs.files).range(found.place) ?? null) : null;
}

/** undefined: the new name would not be read as one. */
export function configRename(session: Session, config: OpenConfig, position: Position, newName: string): WorkspaceEdit | undefined {
  const found = symbolAt(config, config.document.offsetAt(position));
  if (!found?.item.isRenamable || !/^[A-Za-z0-9_][\w.-]{0,99}$/.test(newName)) return undefined;
  const places = new ConfigPlaces(config.readings, session.configs.files);
  const changes: { [uri: string]: TextEdit[] } = {};
  const seen = new Set<string>();
  for (const place of [found.item.place, ...found.item.uses]) {
    const id = `${place.at.start} ${place.file}`;
    const range = places.range(place);
    if (!range || seen.has(id)) continue;
    seen.add(id);
    changes[place.file] = [...(changes[place.file] ?? []), { range, newText: newName }];
  }
  return { changes };
}

/** Files that are included, and those with certificates and keys, where they are known here. */
export async function configLinks(session: Session, { document, readings }: OpenConfig): Promise<DocumentLink[]> {
  const places = new ConfigPlaces(readings, session.configs.files);
  const links: DocumentLink[] = [];
  const add = (place: FilePlace, target: string): void => {
    const range = place.file === document.uri ? places.range(place) : undefined;
    if (range) links.push({ range, target });
  };
  for (const reading of readings) {
    const { facts } = reading;
    for (const { place, files } of facts.includes) if (files[0] !== undefined) add(place, files[0]);
    const named = [...facts.profiles.flatMap(filesOf).map(({ ref }) => ref), ...(facts.otherFiles ?? [])];
    for (const ref of named) {
      if (ref.value.place.file !== document.uri) continue;
      const file = await session.configs.judge.file(ref, reading);
      if (file.kind === 'read' && file.format !== 'folder') add(ref.value.place, pathToFileURL(file.file).href);
    }
  }
  const seen = new Set<string>();
  return links.filter(({ range }) => !seen.has(JSON.stringify(range)) && seen.add(JSON.stringify(range)));
}
