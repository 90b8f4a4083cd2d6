import type { Value } from '../model';
import type { SocketAddress } from './script';
import type { TokenStream } from './stream';
import { placeOf, type Token, valueOfToken } from './tokens';

/** Hosts, addresses and sockets as core/cfg.y has them. */

/** `10.0.0.1` from its first number on, where that was taken already; `fe80::1` with or without brackets. */
export function parseAddress(stream: TokenStream, first?: Token): void {
  if (!first) {
    const token = stream.expect('an address', 'NUMBER', 'IPV6ADDR', '[');
    if (token.kind === '[') {
      stream.expect('an IPv6 address', 'IPV6ADDR');
      stream.expect('“]”', ']');
    }
    if (token.kind !== 'NUMBER') return;
  }
  for (let count = 1; count < 4; count++) {
    stream.expect('“.”', '.');
    stream.expect('a number', 'NUMBER');
  }
}

/** The rest of `sip.example-1.com`, whose first name was taken: names between dots and dashes. */
export function parseHost(stream: TokenStream, _first: Token): void {
  while (stream.takeIf('.', '-')) stream.expect('a name', 'ID');
}

const hostKinds = ['ID', 'NUM_ID', 'NUMBER'] as const;

/** An address, a name or an interface, or a string (listen_id). */
export function parseListenHost(stream: TokenStream): Value {
  const first = stream.expect('an address, a name or an interface', 'STRING', 'IPV6ADDR', '[', ...hostKinds);
  if (first.kind === 'STRING' || first.kind === 'UNKNOWN') return valueOfToken(first);
  if (first.kind === '[') {
    const address = stream.expect('an IPv6 address', 'IPV6ADDR');
    stream.expect('“]”', ']');
    return valueOfToken(address);
  }
  if (first.kind === 'IPV6ADDR') return valueOfToken(first);
  const tokens = [first];
  const take = (expected: string, ...kinds: readonly string[]): void => {
    tokens.push(stream.expect(expected, ...kinds));
  };
  if (first.kind === 'NUMBER' && stream.is('.')) {
    for (let count = 1; count < 4; count++) {
      take('“.”', '.');
      take('a number', 'NUMBER');
    }
  } else
    while (stream.is('.', '-')) {
      tokens.push(stream.take());
      take('a name', ...hostKinds);
    }
  return hostValue(stream, tokens);
}

function hostValue(stream: TokenStream, tokens: readonly Token[]): Value {
  const [first] = tokens;
  if (!first) return unknownValue(stream);
  const through = tokens.find((token) => token.through)?.through;
  return {
    text: tokens.map(({ text }) => text).join(''),
    place: stream.placeSince(first),
    isKnown: tokens.every(({ isKnown }) => isKnown) && !tokens.some(isMacroLike),
    ...(through && { through }),
  };
}

/** `listen = udp:MY_IP` of a macro that is defined elsewhere. */
const isMacroLike = ({ kind, text }: Token): boolean => kind === 'ID' && /^[A-Z][A-Z\d]*_[A-Z\d_]*$/.test(text);

const unknownValue = (stream: TokenStream): Value => ({ text: '', place: placeOf(stream.peek()), isKnown: false });

const protocols = ['udp', 'tcp', 'tls', 'sctp', '*'] as const;

/** `tls:10.0.0.1:5061`; with `isList` also several hosts in brackets. */
export function parseSocket(stream: TokenStream, isList: boolean): SocketAddress {
  const first = stream.peek();
  const protocol = stream.takeIf(...protocols);
  if (protocol) stream.expect('“:”', ':');
  const hosts = isList && stream.takeIf('(') ? parseHostList(stream) : [parseListenHost(stream)];
  const port = stream.takeIf(':') ? valueOfToken(stream.expect('a port', 'NUMBER', '*')) : undefined;
  return {
    place: stream.placeSince(first),
    ...(protocol && { protocol: { text: protocol.kind, place: placeOf(protocol) } }),
    hosts,
    ...(port && { port }),
  };
}

function parseHostList(stream: TokenStream): Value[] {
  const hosts = [parseListenHost(stream)];
  while (stream.takeIf(',')) hosts.push(parseListenHost(stream));
  stream.expect('“)”', ')');
  return hosts;
}

/** Whether a token may begin one more address of a list. */
export const beginsSocket = (stream: TokenStream): boolean =>
  stream.is('STRING', 'IPV6ADDR', '[', '(', 'UNKNOWN', ...protocols, ...hostKinds);
