import type { Value } from '../model';
import { parseBlock } from './actions';
import { beginsSocket, parseListenHost, parseSocket } from './addresses';
import { parseCoreValue } from './core-values';
import type { Action, Assignment, ModuleLoad, ModuleParameter, RouteBlock, SocketAddress, SocketStatement } from './script';
import { moduleName } from './script';
import { parseSocketBlock } from './socket-block';
import type { TokenStream } from './stream';
import { placeOf, type Token, valueOfToken } from './tokens';
import type { Words } from './words';

/** Who reads the statements of a script (core/cfg.y: statement), and where what they say goes. */
export interface StatementReader {
  readonly stream: TokenStream;
  readonly words: Words;
  readonly lists: {
    readonly assignments: Assignment[];
    readonly sockets: SocketStatement[];
    readonly modules: ModuleLoad[];
    readonly parameters: ModuleParameter[];
    readonly blocks: RouteBlock[];
    readonly inactiveActions: (readonly Action[])[];
  };
  readonly isInactive: boolean;
  /** Routes by kind and name: Kamailio stops at the second one. */
  readonly routes: Set<string>;
}

const namedRoutes: ReadonlySet<string> = new Set(['route', 'failure_route', 'onreply_route', 'branch_route', 'onsend_route']);
const otherRoutes: ReadonlySet<string> = new Set(['request_route', 'reply_route', 'event_route']);
const callbacks = [
  'onsend_route_callback',
  'reply_route_callback',
  'event_route_callback',
  'received_route_callback',
  'pre_routing_callback',
] as const;

export function readStatement(reader: StatementReader): void {
  const { stream, words } = reader;
  const { kind } = stream.peek();
  if (words.settings.has(kind)) readSetting(reader);
  else if (namedRoutes.has(kind) || otherRoutes.has(kind)) readRoute(reader, stream.take());
  else readOther(reader, kind);
}

function readOther(reader: StatementReader, kind: string): void {
  const { stream } = reader;
  switch (kind) {
    case ';':
    case 'UNKNOWN':
      stream.take();
      return;
    case 'listen':
    case 'alias':
    case 'domain':
      readListen(reader, kind);
      return;
    case 'socket':
      readSocketBlock(reader);
      return;
    case 'kemi':
      readKemi(reader);
      return;
    case 'ID':
    case 'default':
      readGroupSetting(reader);
      return;
    case 'flags':
    case 'avpflags':
      readFlags(stream, kind);
      return;
    case 'loadmodule':
    case 'loadmodulex':
    case 'loadpath':
    case 'cfgengine':
      readLoad(reader, kind);
      return;
    case 'modparam':
    case 'modparamx':
      readParameter(reader, kind);
      return;
    case 'subst':
    case 'substdef':
    case 'substdefs': {
      stream.take();
      const text = stream.expect('a string', 'STRING');
      if (text.kind === 'STRING') stream.scanner.preprocessor.macros.substitution(kind, text);
      return;
    }
    default:
      stream.fail('a setting, “loadmodule”, “modparam” or a route');
  }
}

const common = ({ stream, isInactive }: StatementReader, first: Token): Pick<Assignment, 'whole' | 'isInactive'> => ({
  whole: stream.placeSince(first),
  isInactive,
});

function assign(reader: StatementReader, { first, name, value }: { first: Token; name: string; value: Value | undefined }): void {
  if (!value || reader.stream.isPanicking) return;
  reader.lists.assignments.push({ name, place: placeOf(first), value, ...common(reader, first) });
}

function readSetting(reader: StatementReader): void {
  const { stream, words } = reader;
  const first = stream.take();
  stream.expect('“=”', '=');
  const value = parseCoreValue(stream, words.settings.get(first.kind) ?? 'number');
  assign(reader, { first, name: first.kind, value });
}

function readListen(reader: StatementReader, kind: 'listen' | 'alias' | 'domain'): void {
  const { stream, lists } = reader;
  const first = stream.take();
  stream.expect('“=”', '=');
  const addresses: SocketAddress[] = [parseSocket(stream, true)];
  while (!stream.isPanicking && beginsSocket(stream) && !beginsSetting(stream)) addresses.push(parseSocket(stream, true));
  if (kind !== 'listen') {
    assign(reader, { first, name: kind, value: { text: '', place: stream.placeSince(first), isKnown: false } });
    return;
  }
  const advertised = stream.takeIf('advertise') && readAdvertised(stream);
  const name = stream.takeIf('name') ? valueOfToken(stream.expect('a string', 'STRING')) : undefined;
  stream.takeIf('virtual');
  lists.sockets.push({
    place: placeOf(first),
    addresses,
    ...(advertised && { advertised }),
    ...(name && { name }),
    ...common(reader, first),
  });
}

function readAdvertised(stream: TokenStream): NonNullable<SocketStatement['advertised']> {
  const host = parseListenHost(stream);
  const port = stream.takeIf(':') ? valueOfToken(stream.expect('a port', 'NUMBER')) : undefined;
  return { host, ...(port && { port }) };
}

/** Kamailio takes a name behind an address for one more, and stops at the `=` behind it; here it is the setting that was meant. */
function beginsSetting(stream: TokenStream): boolean {
  const { kind, source, end, through } = stream.peek();
  return kind === 'ID' && !through && /^[ \t]*=(?!=)/.test(source.text.slice(end, end + 32));
}

function readSocketBlock(reader: StatementReader): void {
  const { stream, lists } = reader;
  const first = stream.take();
  const { bind, advertised, name } = parseSocketBlock(stream);
  if (!bind) return;
  const parts = { ...(advertised && { advertised }), ...(name && { name }) };
  lists.sockets.push({ place: placeOf(first), addresses: [bind], ...parts, ...common(reader, first) });
}

function readKemi(reader: StatementReader): void {
  const { stream } = reader;
  const first = stream.take();
  stream.expect('“.”', '.');
  const name = stream.expect('the name of a callback', ...callbacks).kind;
  stream.expect('“=”', '=');
  assign(reader, { first, name: `kemi.${name}`, value: valueOfToken(stream.expect('a string', 'STRING')) });
}

/** `group.name = value`, `group[1].name = value`. */
function readGroupSetting(reader: StatementReader): void {
  const { stream } = reader;
  const first = stream.take();
  const isIndexed = stream.takeIf('[') !== undefined;
  if (isIndexed) {
    stream.expect('a number', 'NUMBER');
    stream.expect('“]”', ']');
  }
  if (!stream.is('.')) stream.fail(isIndexed ? '“.”' : 'a setting of the core');
  stream.takeIf('.');
  const name = stream.expect('the name of a setting', 'ID', 'default', 'NUMBER');
  stream.expect('“=”', '=');
  const value = valueOfToken(stream.expect('a number or a string', 'NUMBER', 'STRING'));
  if (!isIndexed && stream.takeIf('description')) stream.expect('a string', 'STRING');
  assign(reader, { first, name: `${first.text}.${name.text}`, value });
}

function readFlags(stream: TokenStream, kind: 'flags' | 'avpflags'): void {
  stream.take();
  do {
    stream.expect('a flag', 'STRING', 'ID');
    if (kind === 'flags' && stream.takeIf(':')) stream.expect('a number', 'NUMBER');
  } while (stream.takeIf(','));
}

function readLoad(reader: StatementReader, kind: 'loadmodule' | 'loadmodulex' | 'loadpath' | 'cfgengine'): void {
  const { stream, lists } = reader;
  const first = stream.take();
  const isAssignment = kind === 'loadpath' || kind === 'cfgengine';
  if (isAssignment) stream.takeIf('=');
  const value = valueOfToken(stream.expect('a string', 'STRING'));
  if (isAssignment) assign(reader, { first, name: kind, value });
  else if (!stream.isPanicking) lists.modules.push({ name: moduleName(value.text), value, ...common(reader, first) });
}

function readParameter(reader: StatementReader, kind: 'modparam' | 'modparamx'): void {
  const { stream, lists } = reader;
  const first = stream.take();
  stream.expect('“(”', '(');
  const module = valueOfToken(stream.expect('the name of a module, as a string', 'STRING'));
  stream.expect('“,”', ',');
  const parameter = valueOfToken(stream.expect('the name of a parameter, as a string', 'STRING'));
  stream.expect('“,”', ',');
  const minus = stream.takeIf('-');
  const kinds = minus ? ['NUMBER'] : kind === 'modparamx' ? ['STRING', 'NUMBER', 'PVAR'] : ['STRING', 'NUMBER'];
  const token = stream.expect(minus ? 'a number' : 'a string or a number', ...kinds);
  const plain = valueOfToken(token);
  const value = minus ? { ...plain, text: `-${plain.text}`, place: stream.placeSince(minus) } : plain;
  stream.expect('“)”', ')');
  if (stream.isPanicking) return;
  const isKnown = value.isKnown && token.kind !== 'PVAR' && !(kind === 'modparamx' && value.text.includes('$'));
  const own = { module, parameter, value: { ...value, isKnown }, kind: token.kind === 'NUMBER' ? 'number' : 'text' } as const;
  lists.parameters.push({ ...own, ...common(reader, first) });
}

/** A route whose first word was taken. */
export function readRoute(reader: StatementReader, first: Token): void {
  const { stream, lists, routes, isInactive } = reader;
  const { kind } = first;
  const name = readRouteName(stream, kind);
  const body = parseBlock(stream);
  const place = name ? name.place : placeOf(first);
  lists.blocks.push({ kind, ...(name && { name }), place, body, ...common(reader, first) });
  if (!name?.isKnown || isInactive || stream.isPanicking) return;
  const id = `${kind}[${name.text}]`;
  const message = `There are two routes “${id}”; Kamailio stops at the second.`;
  if (routes.has(id)) stream.scanner.preprocessor.problems.push({ place, message, isFatal: true });
  routes.add(id);
}

function readRouteName(stream: TokenStream, kind: string): Value | undefined {
  const isEvent = kind === 'event_route';
  if (!isEvent && !(namedRoutes.has(kind) && stream.is('['))) return undefined;
  stream.expect('“[”', '[');
  const name = isEvent
    ? stream.expect('the name of an event', 'EVENT_NAME')
    : stream.expect('the name of a route', 'NUMBER', 'ID', 'STRING');
  stream.expect('“]”', ']');
  return valueOfToken(name);
}
