import type { ConfigFile, ConfigWorld } from '../dialect';
import { parseActions } from './actions';
import { blockWords } from './block-words';
import type { InactivePart } from './condition-stack';
import { Macros } from './macros';
import { Preprocessor } from './preprocessor';
import { Scanner } from './scanner';
import type { Script } from './script';
import { readRoute, readStatement, type StatementReader } from './statements';
import { TokenStream } from './stream';
import { wordsOf } from './words';

/** Reads kamailio.cfg and all that it includes. `version`: the words of that version count; without one, those of all. */
export function parseScript({ file, text }: ConfigFile, world: ConfigWorld, version: string | undefined): Script {
  const preprocessor = new Preprocessor(world, version);
  const words = wordsOf(version);
  const stream = new TokenStream(new Scanner(preprocessor.open(file, text), { words, preprocessor }));
  const reader: StatementReader = {
    stream,
    words,
    lists: { assignments: [], sockets: [], modules: [], parameters: [], blocks: [], inactiveActions: [] },
    isInactive: false,
    routes: new Set(),
  };
  readAll(reader);
  const { macros, conditions, sources, includes, problems } = preprocessor;
  conditions.finish();
  for (const part of conditions.inactive) readInactive(reader, part);
  const { asked, inactive } = conditions;
  return { ...reader.lists, sources, macros: macros.all, asked, includes, inactive, problems, faults: stream.faults };
}

function readAll(reader: StatementReader): void {
  const { stream } = reader;
  // A file without any statement is a fault for Kamailio, too.
  do {
    readStatement(reader);
    if (stream.isPanicking) recover(reader);
  } while (!stream.is('EOF'));
}

/** To the next line outside of brackets; or to a route, where its word was taken already. */
function recover(reader: StatementReader): void {
  const { stream } = reader;
  stream.recover();
  const failed = stream.peek();
  if (failed.kind === '[' && stream.last?.kind === 'route') {
    readRoute(reader, stream.last);
    return;
  }
  if (stream.is(...blockWords)) return;
  const lineEnd = failed.source.text.indexOf('\n', failed.start);
  for (let depth = 0; !stream.is('EOF'); ) {
    const token = stream.peek();
    const isLater = token.source !== failed.source || (lineEnd >= 0 && token.start > lineEnd);
    if (depth <= 0 && token !== failed && isLater) return;
    if (token.kind === '{') depth++;
    else if (token.kind === '}') depth--;
    stream.take();
  }
}

/** What is switched off is read as well, for the outline; that it cannot be read by itself is no fault. */
function readInactive(reader: StatementReader, { source, start, end, isInBlock }: InactivePart): void {
  const nowhere: ConfigWorld = { find: () => [], text: () => undefined, version: () => undefined };
  const preprocessor = new Preprocessor(nowhere, undefined, Macros.like(reader.stream.scanner.preprocessor.macros));
  const stream = new TokenStream(Scanner.ofPart(source, { start, end }, { words: reader.words, preprocessor }));
  const inactive: StatementReader = { ...reader, stream, isInactive: true };
  if (!isInBlock) {
    readAll(inactive);
    return;
  }
  // A part of a block may open or close others: what does not pair is stepped over.
  while (!stream.is('EOF')) {
    reader.lists.inactiveActions.push(parseActions(stream));
    stream.recover();
    if (!stream.is('EOF')) stream.take();
  }
}
