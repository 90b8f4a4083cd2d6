import type { ConfigFile, ConfigWorld } from '../dialect';
import { isTemplate as isJinja } from '../kamailio/problems';
import { type Assignment, type ModuleLoad, type ModuleParameter, moduleName, type RouteBlock } from '../kamailio/script';
import type { FilePlace, Include, SyntaxProblem, Value } from '../model';
import { Body, blockWords } from './actions';
import { isKnown, isMacro, placeFromTo, placeOf, Scanner, type Source, type Token, valueOfToken } from './scanner';
import type { CoreDomain, OpensipsScript, SocketLine } from './script';
import { Tokens } from './tokens';

/** As deep as OpenSIPS follows includes (cfg_pp.c), and as many files as anybody has. */
const DEEPEST_INCLUDE = 50;
const MOST_FILES = 200;

/** Reads opensips.cfg and all that it includes. */
export function parseOpensips({ file, text }: ConfigFile, world: ConfigWorld): OpensipsScript {
  const sources: Source[] = [{ file, text }];
  const includes: Include[] = [];
  const open = (name: Value, place: FilePlace): Source[] => {
    const found = name.isKnown && includes.length < MOST_FILES ? filesOf(name.text, { from: place.file, root: file }, world) : [];
    const opened = found.flatMap((each): Source[] => {
      const own = world.text(each);
      const isTooDeep = sources.filter((source) => source.file === each).length >= 1 || sources.length >= DEEPEST_INCLUDE * 4;
      return own === undefined || isTooDeep ? [] : [{ file: each, text: own }];
    });
    includes.push({ place, raw: name.text, files: opened.map((each) => each.file), isOptional: false });
    sources.push(...opened);
    return opened;
  };
  const [root = { file, text }] = sources;
  const isM4 = isM4Template(text);
  const scanner = new Scanner(root, { open, isTemplate: isM4 });
  const parser = new Parser(new Tokens(scanner));
  if (isM4) parser.readLiterals();
  else parser.readAll();
  const isTemplate = isM4 || isJinja(text);
  const problems = isTemplate ? [] : ordered([...scanner.problems, ...parser.problems], sources);
  return { ...parser.statements, sources, includes, problems, isTemplate };
}

/** The start directory comes first, then the folder of the file that includes (cfg_pp.c). */
function filesOf(name: string, { from, root }: { from: string; root: string }, world: ConfigWorld): readonly string[] {
  const beside = world.find(name, root, 'beside-root');
  return (beside.length > 0 ? beside : world.find(name, from, 'beside-file')).slice(0, 1);
}

/** Quotes of m4, and one of its words that no script has. */
export const isM4Template = (text: string): boolean =>
  /^[ \t]*(?:divert\(|define\(`|changequote|include\(`)|\b(?:ifelse|ifdef)\([A-Z`]|^dnl\b|\)dnl\b/m.test(text);

function ordered(problems: readonly SyntaxProblem[], sources: readonly Source[]): SyntaxProblem[] {
  const seen = new Set<string>();
  const order = new Map(sources.map(({ file }, index) => [file, index]));
  return problems
    .filter(({ place: { file, at } }) => {
      const key = `${file} ${at.start}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => (order.get(a.place.file) ?? 0) - (order.get(b.place.file) ?? 0) || a.place.at.start - b.place.at.start);
}

interface Statements {
  readonly assignments: Assignment[];
  readonly sockets: SocketLine[];
  readonly modules: ModuleLoad[];
  readonly parameters: ModuleParameter[];
  readonly domains: CoreDomain[];
  readonly blocks: RouteBlock[];
}

/** Options of a socket that have no value, and those that have one. */
const socketFlags: ReadonlySet<string> = new Set([
  'anycast',
  'frag',
  'reuse_port',
  'accept_subdomain',
  'allow_proxy_protocol',
  'send_proxy_protocol',
  'proxy_protocol',
]);
const socketOptions: ReadonlySet<string> = new Set(['use_workers', 'use_children', 'tos', 'tag', 'use_auto_scaling_profile']);

class Parser {
  readonly statements: Statements = { assignments: [], sockets: [], modules: [], parameters: [], domains: [], blocks: [] };
  readonly problems: SyntaxProblem[] = [];
  readonly #tokens: Tokens;
  readonly #routes = new Set<string>();

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  readAll(): void {
    const tokens = this.#tokens;
    while (tokens.peek().kind !== 'end') {
      const before = tokens.peek();
      this.#statement(before);
      if (tokens.peek() === before) tokens.take();
    }
  }

  /** Of a template only what stands there by itself: modules and their parameters. */
  readLiterals(): void {
    const tokens = this.#tokens;
    while (tokens.peek().kind !== 'end') {
      if (tokens.isWord('loadmodule')) this.#load();
      else if (tokens.isWord('modparam')) this.#parameter();
      else tokens.take();
    }
  }

  #statement(token: Token): void {
    const tokens = this.#tokens;
    if (token.kind !== 'word') {
      if (tokens.is('}')) this.#problem(token, 'No block is open that this `}` could close; OpenSIPS stops here.');
      if (tokens.is('{')) {
        tokens.take();
        tokens.skipBlock();
      } else tokens.take();
      return;
    }
    const after = tokens.peek(1);
    const isSign = (sign: string): boolean => after.kind === 'sign' && after.text === sign;
    if (token.text === 'loadmodule' || token.text === 'loadpackage') this.#load();
    else if (token.text === 'modparam') this.#parameter();
    else if (blockWords.has(token.text) && (isSign('{') || isSign('['))) this.#route();
    else if ((token.text === 'socket' || token.text === 'listen') && isSign('=')) this.#socket(token.text);
    else if ((token.text === 'tls_server_domain' || token.text === 'tls_client_domain') && isSign('[')) this.#coreDomain();
    else if (isSign('=')) this.#assign();
    else {
      tokens.take();
      tokens.skipLine();
    }
  }

  #problem(token: Token, message: string): void {
    this.problems.push({ place: placeOf(token), message, isFatal: true });
  }

  #load(): void {
    const tokens = this.#tokens;
    const first = tokens.take();
    const path = tokens.peek();
    if (path.kind !== 'string') {
      if (path.kind !== 'word' || !isMacro(path.text))
        this.#problem(first, `\`${first.text}\` needs the name of a module in quotes; OpenSIPS stops here.`);
      if (!path.beginsLine) tokens.skipLine();
      return;
    }
    tokens.take();
    const value = valueOfToken(path);
    this.statements.modules.push({ name: moduleName(value.text), value, whole: placeFromTo(first, path), isInactive: false });
  }

  #parameter(): void {
    const tokens = this.#tokens;
    const first = tokens.take();
    const parts: Token[] = [];
    let minus: Token | undefined;
    let isBroken = !tokens.is('(');
    if (!isBroken) tokens.take();
    for (let index = 0; index < 3 && !isBroken; index++) {
      if (index > 0) {
        if (tokens.is(',')) tokens.take();
        else isBroken = true;
      }
      if (index === 2 && tokens.is('-')) minus = tokens.take();
      const token = tokens.peek();
      const fits = token.kind === 'string' || (index === 2 && (token.kind === 'number' || token.kind === 'word'));
      if (isBroken || !fits) isBroken = true;
      else parts.push(tokens.take());
    }
    if (!isBroken) {
      // Strings beside one another are one, whose parts have no one place.
      while (tokens.peek().kind === 'string') tokens.take();
      if (tokens.is(')')) tokens.take();
      else isBroken = true;
    }
    const [module, parameter, value] = parts;
    if (isBroken || !module || !parameter || !value) {
      const found = tokens.peek();
      if (!(found.kind === 'word' && isMacro(found.text)))
        this.#problem(first, 'This is not `modparam("module", "parameter", value)`; OpenSIPS stops here.');
      if (!found.beginsLine) tokens.skipLine();
      return;
    }
    const own = valueOfToken(value);
    const said = minus ? { ...own, text: `-${own.text}`, place: placeFromTo(minus, value) } : own;
    this.statements.parameters.push({
      module: valueOfToken(module),
      parameter: valueOfToken(parameter),
      value: said,
      kind: value.kind === 'string' ? 'text' : 'number',
      whole: placeFromTo(first, tokens.last ?? value),
      isInactive: false,
    });
  }

  #route(): void {
    const tokens = this.#tokens;
    const first = tokens.take();
    let name: Value | undefined;
    if (tokens.is('[')) {
      tokens.take();
      const token = tokens.peek();
      if (token.kind === 'word' || token.kind === 'string' || token.kind === 'number') name = valueOfToken(tokens.take());
      // `timer_route[name, 60]`
      while (!tokens.is(']') && !tokens.is('{') && tokens.peek().kind !== 'end') tokens.take();
      if (tokens.is(']')) tokens.take();
    }
    if (!tokens.is('{')) {
      this.#problem(first, `\`{\` is missing behind \`${first.text}\`; OpenSIPS stops here.`);
      return;
    }
    const place = name ? name.place : placeOf(first);
    const body = new Body(tokens, this.problems).block();
    const kind = first.text;
    this.statements.blocks.push({
      kind,
      ...(name && { name }),
      place,
      body,
      whole: placeFromTo(first, tokens.last ?? first),
      isInactive: false,
    });
    const id = `${kind}[${name?.text ?? ''}]`;
    if (this.#routes.has(id) && single.has(kind))
      this.problems.push({ place, message: `There are two routes \`${name ? id : kind}\`; OpenSIPS stops at the second.`, isFatal: true });
    this.#routes.add(id);
  }

  #socket(word: 'socket' | 'listen'): void {
    const tokens = this.#tokens;
    const first = tokens.take();
    tokens.take();
    const address = tokens.address();
    if (!address) {
      tokens.skipLine();
      return;
    }
    let { end } = address.place.at;
    let advertised: SocketLine['advertised'];
    let tag: Value | undefined;
    for (;;) {
      const option = tokens.peek();
      if (option.kind !== 'word') break;
      if (option.text === 'as') {
        tokens.take();
        const scanned = tokens.address();
        if (!scanned) break;
        advertised = withoutProtocol(scanned);
        end = scanned.place.at.end;
      } else if (socketFlags.has(option.text)) end = tokens.take().end;
      else if (socketOptions.has(option.text)) {
        tokens.take();
        const value = tokens.take();
        if (option.text === 'tag') tag = valueOfToken(value);
        end = value.end;
      } else break;
    }
    if (!tokens.peek().beginsLine && tokens.is(';')) tokens.take();
    this.statements.sockets.push({
      word,
      place: placeOf(first),
      address,
      ...(advertised && { advertised }),
      ...(tag && { tag }),
      whole: { file: first.source.file, at: { start: first.start, end } },
      isInactive: false,
    });
  }

  /** `tls_server_domain[10.0.0.1:5061] { tls_method = TLSv1 … }` */
  #coreDomain(): void {
    const tokens = this.#tokens;
    const first = tokens.take();
    tokens.take();
    const string = tokens.peek();
    let name: Value | undefined;
    if (string.kind === 'string') name = valueOfToken(tokens.take());
    else {
      const scanned = tokens.address();
      name = scanned && { text: `${scanned.host.text}:${scanned.port?.text ?? ''}`, place: scanned.place, isKnown: scanned.host.isKnown };
    }
    if (tokens.is(']')) tokens.take();
    if (!tokens.is('{') || !name) return;
    tokens.take();
    const settings: Assignment[] = [];
    while (!tokens.is('}') && tokens.peek().kind !== 'end') {
      const setting = this.#setting();
      if (setting) settings.push(setting);
    }
    tokens.take();
    const role = first.text === 'tls_server_domain' ? 'server' : 'client';
    this.statements.domains.push({ role, name, place: placeOf(first), whole: placeFromTo(first, tokens.last ?? first), settings });
  }

  #assign(): void {
    const setting = this.#setting();
    if (setting) this.statements.assignments.push(setting);
  }

  /** `name = value`; what stands behind the value on its line belongs to it. */
  #setting(): Assignment | undefined {
    const tokens = this.#tokens;
    const name = tokens.take();
    if (name.kind !== 'word' || !tokens.is('=')) return undefined;
    tokens.take();
    const first = tokens.peek();
    if (first.kind === 'end' || first.beginsLine) return undefined;
    tokens.take();
    tokens.skipLine();
    const last = tokens.last ?? first;
    const isOne = last === first || (last.kind === 'sign' && last.text === ';');
    const place = placeFromTo(first, last);
    const text = first.source.text.slice(place.at.start, place.at.end);
    const value: Value = isOne ? valueOfToken(first) : { text: text.slice(0, 500), place, isKnown: isKnown(text.slice(0, 500)) };
    return { name: name.text, place: placeOf(name), value, whole: placeFromTo(name, last), isInactive: false };
  }
}

/** Blocks of which there is one for each name. */
const single: ReadonlySet<string> = new Set(['route', 'failure_route', 'onreply_route', 'branch_route', 'local_route', 'error_route']);

/** Behind `as` stands no protocol: what looks like one is the host. */
function withoutProtocol({ protocol, host, port }: { protocol?: Value; host: Value; port?: Value }): { host: Value; port?: Value } {
  if (protocol) return { host: protocol, port: host };
  return { host, ...(port && { port }) };
}
