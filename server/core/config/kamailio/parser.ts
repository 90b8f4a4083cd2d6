import type { ConfigFile, ConfigWorld } from '../dialect';
import type { Value } from '../model';
import { parseActions, parseBlock } from './actions';
import { beginsSocket, parseAddress, parseListenHost, parseSocket } from './addresses';
import { type InactivePart, Preprocessor } from './preprocessor';
import { Scanner } from './scanner';
import {
  type Action,
  type Assignment,
  type ModuleLoad,
  type ModuleParameter,
  moduleName,
  type RouteBlock,
  type Script,
  type SocketAddress,
  type SocketStatement,
} from './script';
import { parseSocketBlock } from './socket-block';
import { TokenStream } from './stream';
import { placeOf, type Token, valueOfToken } from './tokens';
import { type ValueKind, type Words, wordsOf } from './words';

/** Reads kamailio.cfg and all that it includes. `version`: the words of that version count; without one, those of all. */
export function parseScript({ file, text }: ConfigFile, world: ConfigWorld, version: string | undefined): Script {
  const preprocessor = new Preprocessor(world, version);
  const words = wordsOf(version);
  const stream = new TokenStream(new Scanner(preprocessor.open(file, text), { words, preprocessor }));
  const parser = new Parser(stream, words);
  parser.readAll();
  preprocessor.finish();
  const { sources, allMacros, asked, includes, inactive, problems } = preprocessor;
  for (const part of inactive) parser.readInactive(part);
  return { ...parser.statements, sources, macros: allMacros, asked, includes, inactive, problems, faults: stream.faults };
}

interface Statements {
  readonly assignments: Assignment[];
  readonly sockets: SocketStatement[];
  readonly modules: ModuleLoad[];
  readonly parameters: ModuleParameter[];
  readonly blocks: RouteBlock[];
  readonly inactiveActions: (readonly Action[])[];
}

const routeWords = [
  'route',
  'request_route',
  'failure_route',
  'reply_route',
  'onreply_route',
  'branch_route',
  'onsend_route',
  'event_route',
] as const;
const namedRoutes: ReadonlySet<string> = new Set(['route', 'failure_route', 'onreply_route', 'branch_route', 'onsend_route']);
const callbacks = [
  'onsend_route_callback',
  'reply_route_callback',
  'event_route_callback',
  'received_route_callback',
  'pre_routing_callback',
] as const;

/** The statements of a script (core/cfg.y: statements). */
class Parser {
  readonly statements: Statements = { assignments: [], sockets: [], modules: [], parameters: [], blocks: [], inactiveActions: [] };
  readonly #words: Words;
  #stream: TokenStream;
  #isInactive = false;
  /** Routes by kind and name: Kamailio stops at the second one. */
  readonly #routes = new Set<string>();

  constructor(stream: TokenStream, words: Words) {
    this.#stream = stream;
    this.#words = words;
  }

  readAll(): void {
    // A file without any statement is a fault for Kamailio, too.
    do {
      this.#readStatement();
      if (this.#stream.isPanicking) this.#recover();
    } while (!this.#stream.is('EOF'));
  }

  /** What is switched off is read as well, for the outline; that it cannot be read by itself is no fault. */
  readInactive({ source, start, end, isInBlock }: InactivePart): void {
    const own = this.#stream;
    const preprocessor = new Preprocessor({ find: () => [], text: () => undefined, version: () => undefined }, undefined);
    for (const [name, macro] of own.scanner.preprocessor.macros) preprocessor.macros.set(name, macro);
    preprocessor.substitutions.push(...own.scanner.preprocessor.substitutions);
    this.#stream = new TokenStream(Scanner.ofPart(source, { start, end }, { words: this.#words, preprocessor }));
    this.#isInactive = true;
    if (isInBlock) this.#readInactiveActions();
    else this.readAll();
    this.#isInactive = false;
    this.#stream = own;
  }

  /** A part of a block may open or close others: what does not pair is stepped over. */
  #readInactiveActions(): void {
    const stream = this.#stream;
    while (!stream.is('EOF')) {
      this.statements.inactiveActions.push(parseActions(stream));
      stream.recover();
      if (!stream.is('EOF')) stream.take();
    }
  }

  /** To the next line outside of brackets; or to a route, where its word was taken already. */
  #recover(): void {
    const stream = this.#stream;
    stream.recover();
    const failed = stream.peek();
    if (failed.kind === '[' && stream.last?.kind === 'route') {
      this.#readRoute(stream.last);
      return;
    }
    if (stream.is(...routeWords) && failed.kind !== 'route') return;
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

  #readStatement(): void {
    const stream = this.#stream;
    const { kind } = stream.peek();
    if (this.#words.settings.has(kind)) {
      this.#readSetting();
      return;
    }
    switch (kind) {
      case ';':
      case 'UNKNOWN':
        stream.take();
        return;
      case 'listen':
      case 'alias':
        this.#readListen(kind);
        return;
      case 'domain':
        this.#readDomain();
        return;
      case 'socket':
        this.#readSocketBlock();
        return;
      case 'kemi':
        this.#readKemi();
        return;
      case 'ID':
      case 'default':
        this.#readGroupSetting();
        return;
      case 'flags':
      case 'avpflags':
        this.#readFlags(kind);
        return;
      case 'loadmodule':
      case 'loadmodulex':
      case 'loadpath':
      case 'cfgengine':
        this.#readLoad(kind);
        return;
      case 'modparam':
      case 'modparamx':
        this.#readParameter(kind);
        return;
      case 'subst':
      case 'substdef':
      case 'substdefs': {
        stream.take();
        const text = stream.expect('a string', 'STRING');
        if (text.kind === 'STRING') stream.scanner.preprocessor.substitution(kind, text);
        return;
      }
      default:
        if (stream.is(...routeWords)) this.#readRoute(stream.take());
        else stream.fail('a setting, “loadmodule”, “modparam” or a route');
    }
  }

  #readSetting(): void {
    const stream = this.#stream;
    const first = stream.take();
    stream.expect('“=”', '=');
    const value = this.#readValue(this.#words.settings.get(first.kind) ?? 'number');
    this.#assign(first, first.kind, value);
  }

  #assign(first: Token, name: string, value: Value | undefined): void {
    if (!value || this.#stream.isPanicking) return;
    this.statements.assignments.push({ name, place: placeOf(first), value, ...this.#statement(first) });
  }

  #statement(first: Token): { readonly whole: Assignment['whole']; readonly isInactive: boolean } {
    return { whole: this.#stream.placeSince(first), isInactive: this.#isInactive };
  }

  #readValue(kind: ValueKind): Value | undefined {
    const stream = this.#stream;
    switch (kind) {
      case 'integer':
        return this.#readInteger();
      case 'number':
        return valueOfToken(stream.expect('a number, or “yes” or “no”', 'NUMBER'));
      case 'text':
        return valueOfToken(stream.expect('a string', 'STRING'));
      case 'name':
        return valueOfToken(stream.expect('a name', 'ID'));
      case 'name-or-text':
        return valueOfToken(stream.expect('a name or a string', 'ID', 'STRING'));
      case 'name-or-number':
        return valueOfToken(stream.expect('a number or a name', 'NUMBER', 'ID'));
      case 'protocol':
        return valueOfToken(stream.expect('a protocol', 'udp', 'tcp', 'tls', 'sctp', '*'));
      case 'method':
        return valueOfToken(stream.expect('SSLv23, SSLv2, SSLv3 or TLSv1', 'sslv23', 'sslv2', 'sslv3', 'tlsv1'));
      case 'ipv4':
      case 'ipv6': {
        const first = stream.peek();
        if (kind === 'ipv4') parseAddress(stream, stream.expect('an IPv4 address', 'NUMBER'));
        else if (stream.is('IPV6ADDR', '[')) parseAddress(stream);
        else stream.fail('an IPv6 address');
        return { ...valueOfToken(first), place: stream.placeSince(first) };
      }
      case 'address':
        return parseListenHost(stream);
    }
  }

  #readInteger(): Value {
    const stream = this.#stream;
    const minus = stream.takeIf('-');
    const value = valueOfToken(stream.expect('a number', 'NUMBER'));
    if (!minus) return value;
    return { ...value, text: `-${value.text}`, place: stream.placeSince(minus) };
  }

  #readListen(kind: 'listen' | 'alias'): void {
    const stream = this.#stream;
    const first = stream.take();
    stream.expect('“=”', '=');
    const addresses: SocketAddress[] = [parseSocket(stream, true)];
    while (!stream.isPanicking && beginsSocket(stream) && !this.#beginsSetting()) addresses.push(parseSocket(stream, true));
    if (kind === 'alias') {
      this.#assign(first, 'alias', { text: '', place: stream.placeSince(first), isKnown: false });
      return;
    }
    let advertised: SocketStatement['advertised'];
    if (stream.takeIf('advertise')) {
      const host = parseListenHost(stream);
      const port = stream.takeIf(':') ? valueOfToken(stream.expect('a port', 'NUMBER')) : undefined;
      advertised = { host, ...(port && { port }) };
    }
    const name = stream.takeIf('name') ? valueOfToken(stream.expect('a string', 'STRING')) : undefined;
    stream.takeIf('virtual');
    this.statements.sockets.push({
      place: placeOf(first),
      addresses,
      ...(advertised && { advertised }),
      ...(name && { name }),
      ...this.#statement(first),
    });
  }

  /** Kamailio takes a name behind an address for one more, and stops at the `=` behind it; here it is the setting that was meant. */
  #beginsSetting(): boolean {
    const { kind, source, end, through } = this.#stream.peek();
    return kind === 'ID' && !through && /^[ \t]*=(?!=)/.test(source.text.slice(end, end + 32));
  }

  /** `domain = "sip.example.com"`, since 5.7. */
  #readDomain(): void {
    const stream = this.#stream;
    stream.take();
    stream.expect('“=”', '=');
    parseSocket(stream, true);
    while (!stream.isPanicking && beginsSocket(stream)) parseSocket(stream, true);
  }

  #readSocketBlock(): void {
    const first = this.#stream.take();
    const { bind, advertised, name } = parseSocketBlock(this.#stream);
    if (!bind) return;
    this.statements.sockets.push({
      place: placeOf(first),
      addresses: [bind],
      ...(advertised && { advertised }),
      ...(name && { name }),
      ...this.#statement(first),
    });
  }

  #readKemi(): void {
    const stream = this.#stream;
    const first = stream.take();
    stream.expect('“.”', '.');
    const name = stream.expect('the name of a callback', ...callbacks).kind;
    stream.expect('“=”', '=');
    this.#assign(first, `kemi.${name}`, valueOfToken(stream.expect('a string', 'STRING')));
  }

  /** `group.name = value`, `group[1].name = value`. */
  #readGroupSetting(): void {
    const stream = this.#stream;
    const group = stream.take();
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
    this.#assign(group, `${group.text}.${name.text}`, value);
  }

  #readFlags(kind: 'flags' | 'avpflags'): void {
    const stream = this.#stream;
    stream.take();
    do {
      stream.expect('a flag', 'STRING', 'ID');
      if (kind === 'flags' && stream.takeIf(':')) stream.expect('a number', 'NUMBER');
    } while (stream.takeIf(','));
  }

  #readLoad(kind: 'loadmodule' | 'loadmodulex' | 'loadpath' | 'cfgengine'): void {
    const stream = this.#stream;
    const first = stream.take();
    const isAssignment = kind === 'loadpath' || kind === 'cfgengine';
    if (isAssignment) stream.takeIf('=');
    const value = valueOfToken(stream.expect('a string', 'STRING'));
    if (isAssignment) this.#assign(first, kind, value);
    else if (!stream.isPanicking) this.statements.modules.push({ name: moduleName(value.text), value, ...this.#statement(first) });
  }

  #readParameter(kind: 'modparam' | 'modparamx'): void {
    const stream = this.#stream;
    const first = stream.take();
    stream.expect('“(”', '(');
    const module = valueOfToken(stream.expect('the name of a module, as a string', 'STRING'));
    stream.expect('“,”', ',');
    const parameter = valueOfToken(stream.expect('the name of a parameter, as a string', 'STRING'));
    stream.expect('“,”', ',');
    const minus = stream.takeIf('-');
    const kinds = minus ? ['NUMBER'] : kind === 'modparamx' ? ['STRING', 'NUMBER', 'PVAR'] : ['STRING', 'NUMBER'];
    const token = stream.expect(minus ? 'a number' : 'a string or a number', ...kinds);
    const own = valueOfToken(token);
    const value = minus ? { ...own, text: `-${own.text}`, place: stream.placeSince(minus) } : own;
    stream.expect('“)”', ')');
    if (stream.isPanicking) return;
    const isKnown = value.isKnown && token.kind !== 'PVAR' && !(kind === 'modparamx' && value.text.includes('$'));
    this.statements.parameters.push({
      module,
      parameter,
      value: { ...value, isKnown },
      kind: token.kind === 'NUMBER' ? 'number' : 'text',
      ...this.#statement(first),
    });
  }

  #readRoute(first: Token): void {
    const stream = this.#stream;
    const kind = first.kind;
    const name = this.#readRouteName(kind);
    const body = parseBlock(stream);
    const place = name ? name.place : placeOf(first);
    this.statements.blocks.push({ kind, ...(name && { name }), place, body, ...this.#statement(first) });
    if (!name || this.#isInactive || stream.isPanicking) return;
    const id = `${kind}[${name.text}]`;
    if (this.#routes.has(id) && name.isKnown)
      stream.scanner.preprocessor.problems.push({
        place,
        message: `There are two routes “${id}”; Kamailio stops at the second.`,
        isFatal: true,
      });
    this.#routes.add(id);
  }

  #readRouteName(kind: string): Value | undefined {
    const stream = this.#stream;
    if (kind !== 'event_route' && !(namedRoutes.has(kind) && stream.is('['))) return undefined;
    stream.expect('“[”', '[');
    const name =
      kind === 'event_route'
        ? stream.expect('the name of an event', 'EVENT_NAME')
        : stream.expect('the name of a route', 'NUMBER', 'ID', 'STRING');
    stream.expect('“]”', ']');
    return valueOfToken(name);
  }
}
