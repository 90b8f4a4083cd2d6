import { parseAddress, parseHost } from './addresses';
import { parseCommand } from './commands';
import { COMPARISON, chained, parseFrom } from './expressions';
import { type Expression, nothing } from './script';
import type { TokenStream } from './stream';
import { placeOf, type Token, valueOfToken } from './tokens';

const equalities = ['==', '!=', 'eq', 'ne'] as const;
const orders = ['>', '<', '>=', '<='] as const;
const protocols = ['udp', 'tcp', 'tls', 'sctp', 'ws', 'wss', '*'] as const;

/** Comparisons with a fixed left side, whose right side may be a word that is no expression: `proto == TLS`, `src_ip == 10.0.0.0/8`. */
export function parseComparison(stream: TokenStream): Expression {
  const token = stream.take();
  const left: Expression = { kind: 'word', name: token.kind, place: placeOf(token) };
  const operator = stream.expect('a comparison', ...operatorsOf(token.kind)).kind;
  return { kind: 'compare', operator, left, right: rightSide(stream, token.kind, operator) };
}

function operatorsOf(word: string): readonly string[] {
  if (integers.has(word)) return [...equalities, ...orders];
  return ['proto', 'snd_proto', 'myself'].includes(word) ? equalities : [...equalities, '=~'];
}

/** Whether a comparison of this kind begins with a token. */
export const beginsComparison = ({ kind }: Token): boolean =>
  integers.has(kind) || addresses.has(kind) || ['method', 'myself', 'proto', 'snd_proto', ...uris].includes(kind);

const integers: ReadonlySet<string> = new Set(['src_port', 'dst_port', 'af', 'msg:len', 'snd_port', 'to_port', 'snd_af']);
const addresses: ReadonlySet<string> = new Set(['src_ip', 'dst_ip', 'snd_ip', 'to_ip']);
const uris = ['uri', 'from_uri', 'to_uri'] as const;

function rightSide(stream: TokenStream, word: string, operator: string): Expression {
  if (word === 'myself') return wordOf(stream.expect('a URI or an address', ...uris, ...addresses));
  if ((word === 'proto' || word === 'snd_proto') && stream.is(...protocols)) return wordOf(stream.take());
  if ((addresses.has(word) || uris.some((each) => each === word)) && stream.is('myself')) return wordOf(stream.take());
  if (word === 'method' && stream.is('ID')) return nameOrCall(stream);
  if (addresses.has(word)) {
    if (stream.is('ID')) return nameOrCall(stream, true);
    if (stream.is('NUMBER', 'IPV6ADDR', '[')) return parseNetwork(stream);
  }
  return parseFrom(stream, (orders as readonly string[]).includes(operator) ? COMPARISON + 2 : COMPARISON + 1);
}

const wordOf = (token: Token): Expression => ({ kind: 'word', name: token.kind, place: placeOf(token) });

/** A name alone, or of a function; of a host also with dots and dashes. */
function nameOrCall(stream: TokenStream, isHost = false): Expression {
  const token = stream.take();
  if (stream.is('(')) {
    const call = parseCommand(stream, token);
    return chained(stream, call ? { kind: 'call', call } : nothing, COMPARISON + 1);
  }
  if (isHost) parseHost(stream, token);
  return { kind: 'word', name: token.text, place: stream.placeSince(token) };
}

/** `10.0.0.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`; a number that is no address begins an expression. */
function parseNetwork(stream: TokenStream): Expression {
  const first = stream.peek();
  if (first.kind === 'NUMBER') {
    stream.take();
    if (!stream.is('.')) return chained(stream, { kind: 'number', value: valueOfToken(first) }, COMPARISON + 1);
    parseAddress(stream, first);
  } else parseAddress(stream);
  if (stream.takeIf('/')) {
    const mask = stream.expect('a mask', 'NUMBER', 'IPV6ADDR', '[');
    if (mask.kind === '[') {
      stream.expect('an address', 'IPV6ADDR');
      stream.expect('“]”', ']');
    } else if (mask.kind === 'NUMBER' && stream.is('.')) parseAddress(stream, mask);
  }
  const place = stream.placeSince(first);
  return { kind: 'word', name: 'address', place };
}
