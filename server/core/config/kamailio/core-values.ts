import type { Value } from '../model';
import { parseAddress, parseListenHost } from './addresses';
import type { TokenStream } from './stream';
import { valueOfToken } from './tokens';
import type { ValueKind } from './words';

/** What stands behind `=` in a setting of the core. */
export function parseCoreValue(stream: TokenStream, kind: ValueKind): Value {
  switch (kind) {
    case 'integer':
      return parseInteger(stream);
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
    case 'ipv4': {
      const first = stream.expect('an IPv4 address', 'NUMBER');
      parseAddress(stream, first);
      return { ...valueOfToken(first), place: stream.placeSince(first) };
    }
    case 'ipv6': {
      const first = stream.peek();
      if (stream.is('IPV6ADDR', '[')) parseAddress(stream);
      else stream.fail('an IPv6 address');
      return { ...valueOfToken(first), place: stream.placeSince(first) };
    }
    case 'address':
      return parseListenHost(stream);
  }
}

function parseInteger(stream: TokenStream): Value {
  const minus = stream.takeIf('-');
  const value = valueOfToken(stream.expect('a number', 'NUMBER'));
  return minus ? { ...value, text: `-${value.text}`, place: stream.placeSince(minus) } : value;
}
