import { parseAddress, parseHost, parseListenHost, parseSocket } from './addresses';
import { parseAttribute, parseExpression, textOf } from './expressions';
import type { Call, Expression } from './script';
import type { TokenStream } from './stream';
import { placeOf, type Token, valueOfToken } from './tokens';

/** What stands in the brackets of a command of the core (core/cfg.y: cmd). `optional`: the brackets may be left out. */
type Shape =
  | 'text'
  | 'number'
  | 'integer?'
  | 'none'
  | 'optional'
  | 'optional-number'
  | 'flag'
  | 'attribute-flag'
  | 'log'
  | 'two-texts'
  | 'route'
  | 'text-and-expression'
  | 'protocol'
  | 'host'
  | 'socket'
  | 'forward';

const shapes: { readonly [shape in Shape]: string } = {
  text: `exec rewritehost prefix rewritehostport rewritehostporttrans rewriteport rewriteuser rewriteuserpass rewriteuri cfg_reset`,
  number: 'strip strip_tail set_advertised_port',
  'integer?': 'remove_branch',
  none: 'userphone clear_branches',
  optional: 'revert_uri force_rport add_local_rport set_forward_no_connect set_reply_no_connect set_forward_close set_reply_close',
  'optional-number': 'force_tcp_alias',
  flag: 'setflag resetflag isflagset',
  'attribute-flag': 'setavpflag resetavpflag isavpflagset',
  log: 'log',
  'two-texts': 'error',
  route: 'route',
  'text-and-expression': 'cfg_select',
  protocol: 'udp_mtu_try_proto',
  host: 'set_advertised_address',
  socket: 'force_send_socket',
  forward: 'forward forward_udp forward_tcp forward_tls forward_sctp',
};

const commands: ReadonlyMap<string, Shape> = new Map(
  Object.entries(shapes).flatMap(([shape, names]) => names.split(' ').map((name): [string, Shape] => [name, shape as Shape])),
);

export const isCommand = (stream: TokenStream): boolean => stream.is('ID') || commands.has(stream.peek().kind);

/** A call of the core or of a module; `name` where that was taken already. undefined: no command begins here. */
export function parseCommand(stream: TokenStream, name?: Token): Call | undefined {
  if (!name && !isCommand(stream)) {
    stream.fail('a command or a value');
    return undefined;
  }
  const first = name ?? stream.take();
  const shape = commands.get(first.kind);
  const args = shape ? parseShape(stream, shape, first.kind) : parseArguments(stream, first);
  return { name: shape ? first.kind : first.text, place: placeOf(first), arguments: args, whole: stream.placeSince(first) };
}

/** `(a, b)`; the first may be left out before a comma. */
function parseArguments(stream: TokenStream, name: Token): Expression[] {
  stream.expect('“(” of a function', '(');
  if (stream.openCalls > 0 && !stream.isPanicking) {
    const message = `“${name.text}” cannot be called inside of another function's arguments; Kamailio stops here.`;
    stream.scanner.preprocessor.problems.push({ place: placeOf(name), message, isFatal: true });
  }
  stream.openCalls++;
  const args: Expression[] = [];
  if (!stream.is(')', ',')) args.push(parseExpression(stream));
  while (stream.takeIf(',')) args.push(parseExpression(stream));
  stream.openCalls--;
  stream.expect('“,” or “)”', ')');
  return args;
}

function parseShape(stream: TokenStream, shape: Shape, name: string): Expression[] {
  if (shape === 'optional' || shape === 'optional-number') {
    if (!stream.takeIf('(')) return [];
  } else stream.expect('“(”', '(');
  const args = insideOf(stream, shape, name);
  stream.expect('“)”', ')');
  return args;
}

function insideOf(stream: TokenStream, shape: Shape, name: string): Expression[] {
  const text = (): Expression => textOf(stream.expect('a string', 'STRING'));
  const number = (): Expression => ({ kind: 'number', value: valueOfToken(stream.expect('a number', 'NUMBER')) });
  switch (shape) {
    case 'text':
      return [text()];
    case 'number':
      return [number()];
    case 'integer?':
      if (!stream.is(')')) {
        stream.takeIf('-');
        return [number()];
      }
      return [];
    case 'none':
    case 'optional':
      return [];
    case 'optional-number':
      return stream.is(')') ? [] : [number()];
    case 'flag':
      return [wordOf(stream.expect('a flag', 'NUMBER', 'STRING', 'ID'))];
    case 'attribute-flag':
      if (stream.is('%')) parseAttribute(stream);
      else stream.expect('an attribute', 'AVP_OR_PVAR', 'STRING');
      stream.expect('“,”', ',');
      return [wordOf(stream.expect('a flag', 'STRING', 'ID'))];
    case 'log': {
      const first = stream.expect('a string or a number', 'STRING', 'NUMBER');
      if (first.kind !== 'NUMBER') return [textOf(first)];
      stream.expect('“,”', ',');
      return [text()];
    }
    case 'two-texts': {
      const first = text();
      stream.expect('“,”', ',');
      return [first, text()];
    }
    case 'route':
      return [routeName(stream)];
    case 'text-and-expression': {
      const first = text();
      stream.expect('“,”', ',');
      return [first, parseExpression(stream)];
    }
    case 'protocol':
      return [wordOf(stream.expect('a protocol', 'udp', 'tcp', 'tls', 'sctp', '*'))];
    case 'host':
      return [{ kind: 'text', value: parseListenHost(stream), isPlain: false }];
    case 'socket':
      return [socketOf(stream)];
    case 'forward':
      return forwardTarget(stream, name);
  }
}

const wordOf = (token: Token): Expression => ({ kind: 'word', name: token.text, place: placeOf(token) });

/** A name alone is that of a route; of a function it is where a bracket follows. */
function routeName(stream: TokenStream): Expression {
  const name = stream.takeIf('ID');
  if (!name) return parseExpression(stream);
  if (!stream.is('(')) return wordOf(name);
  const call = parseCommand(stream, name);
  return call ? { kind: 'call', call } : wordOf(name);
}

/** The socket as a text, `tls:10.0.0.1:5061`, at its place. */
function socketOf(stream: TokenStream): Expression {
  const { place, protocol, hosts, port } = parseSocket(stream, false);
  const [host] = hosts;
  const parts = [protocol?.text, host?.text, port?.text].filter((part) => part !== undefined && part !== '');
  return {
    kind: 'text',
    value: { text: parts.join(':'), place, isKnown: (host?.isKnown ?? false) && (port?.isKnown ?? true) },
    isPlain: false,
  };
}

/** A host, an address or the one of the URI, and a port. */
function forwardTarget(stream: TokenStream, name: string): Expression[] {
  if (name === 'forward' && stream.is(')')) return [];
  const first = stream.expect('a host', 'ID', 'STRING', 'NUMBER', 'IPV6ADDR', '[', 'uri:host');
  if (first.kind === 'ID') parseHost(stream, first);
  else if (first.kind === 'NUMBER') parseAddress(stream, first);
  else if (first.kind === '[') {
    stream.expect('an IPv6 address', 'IPV6ADDR');
    stream.expect('“]”', ']');
  }
  const place = stream.placeSince(first);
  const host: Expression = first.kind === 'STRING' ? textOf(first) : { kind: 'word', name: first.kind, place };
  if (!stream.takeIf(',')) return [host];
  const port = first.kind === 'uri:host' ? stream.expect('a port', 'NUMBER', 'uri:port') : stream.expect('a port', 'NUMBER');
  return [host, { kind: 'number', value: valueOfToken(port) }];
}
