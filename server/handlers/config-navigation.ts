import { pathToFileURL } from 'node:url';
import type { DocumentHighlight, DocumentLink, Location, Position, Range } from 'vscode-languageserver/node';
import { DocumentHighlightKind } from 'vscode-languageserver/node';
import type { ConfigSymbol, FilePlace } from '#core/config/model';
import { ConfigPlaces } from '../config-places';
import type { OpenConfig } from '../config-workspace';
import type { Session } from '../session';
import { filesOf, includeAt, namedFileAt, symbolAt } from './config-at';

/** Where what stands here is defined: a name, or a file that is included or named. */
export async function configDefinition(session: Session, config: OpenConfig, position: Position): Promise<Location[]> {
  const offset = config.document.offsetAt(position);
  const { files = [] } = includeAt(config, offset)?.item ?? {};
  if (files.length > 0) return files.map((uri) => ({ uri, range: beginning }));
  const named = namedFileAt(config, offset);
  const file = named && (await session.configs.judge.file(named.item.ref, named.reading));
  if (file?.kind === 'read' && file.format !== 'folder') return [{ uri: pathToFileURL(file.file).href, range: beginning }];
  const symbol = symbolAt(config, offset);
  const place = profileBehind(config, offset, symbol?.item) ?? symbol?.item.place;
  return place ? new ConfigPlaces(config.readings, session.configs.files).location(place) : [];
}

/** Of a socket or another server that stands here, the profile that it has: that is what says of its TLS. */
function profileBehind(config: OpenConfig, offset: number, symbol: ConfigSymbol | undefined): FilePlace | undefined {
  if (symbol && !['listener', 'peer'].includes(symbol.kind)) return undefined;
  for (const { facts } of config.readings) {
    const users = [...facts.listeners, ...facts.peers].filter(({ place }) => isAt(place, config, offset));
    const found = facts.profiles.find(({ id }) => users.some(({ profile }) => profile === id));
    if (found) return found.place;
  }
  return undefined;
}

const beginning: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

const isAt = ({ file, at }: FilePlace, { document }: OpenConfig, offset: number): boolean =>
  file === document.uri && at.start <= offset && offset <= at.end;

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
