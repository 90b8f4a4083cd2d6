import type { Value } from '../model';
import { parseSocket } from './addresses';
import type { SocketAddress } from './script';
import type { TokenStream } from './stream';
import { valueOfToken } from './tokens';

/** What a `socket = { bind = tls:10.0.0.1:5061; advertise = …; name = "x" }` says; since 5.7. */
export interface SocketBlock {
  readonly bind?: SocketAddress;
  readonly advertised?: { readonly host: Value; readonly port?: Value };
  readonly name?: Value;
}

/** From the `=` on. */
export function parseSocketBlock(stream: TokenStream): SocketBlock {
  stream.expect('“=”', '=');
  stream.expect('“{”', '{');
  let block: SocketBlock = {};
  do block = { ...block, ...parseAttribute(stream) };
  while (!stream.is('}', 'EOF', 'PANIC'));
  stream.expect('“}”', '}');
  return block;
}

function parseAttribute(stream: TokenStream): SocketBlock {
  if (stream.takeIf(';')) return {};
  const attribute = stream.expect(
    '“bind”, “advertise”, “name”, “agname”, “workers”, “virtual” or “vrf”',
    'bind',
    'advertise',
    'name',
    'agname',
    'workers',
    'virtual',
    'vrf',
  ).kind;
  stream.expect('“=”', '=');
  switch (attribute) {
    case 'bind': {
      const bind = parseSocket(stream, false);
      // A range of ports, since 6.0.
      if (stream.takeIf('-')) stream.expect('a port', 'NUMBER');
      return { bind };
    }
    case 'advertise': {
      const { hosts, port } = parseSocket(stream, false);
      const [host] = hosts;
      return host ? { advertised: { host, ...(port && { port }) } } : {};
    }
    case 'name':
      return { name: valueOfToken(stream.expect('a string', 'STRING')) };
    case 'workers':
    case 'virtual':
      stream.expect('a number', 'NUMBER');
      return {};
    default:
      stream.expect('a string', 'STRING');
      return {};
  }
}
