import type { SipMessage } from '../sip/message';
import { nextHop } from '../sip/next-hop';
import { param, type SipUri } from '../sip/parts';
import { isIpLiteral, writeSocket } from '../sip/socket';
import type { Span } from '../text/span';
import type { Entry, Trace } from '../trace/trace';
import { own } from './relations';

/** A host that a message reaches over TLS, by its own words. */
export interface TlsHost {
  /** In the message's text: the host with its port. */
  readonly at: Span;
  /** `198.51.100.20:5061`, or `example.com` where DNS decides the port. The same host has the same one wherever it stands. */
  readonly socket: string;
  /** What a probe is to be asked for: `sip:198.51.100.20:5061;transport=tls`. */
  readonly target: string;
}

const known = new WeakMap<Entry, readonly TlsHost[]>();

/** The hosts of one message, each once. Read once an entry. */
export function tlsHostsOf(trace: Trace, entry: Entry): readonly TlsHost[] {
  let hosts = known.get(entry);
  if (!hosts) {
    hosts = tlsHostsIn(trace.message(entry));
    known.set(entry, hosts);
  }
  return hosts;
}

/** In the order in which they stand. */
export function tlsHostsIn(message: SipMessage): TlsHost[] {
  const found = new Map<string, TlsHost>();
  const add = (host: TlsHost | undefined): void => {
    const before = host && found.get(host.socket);
    if (host && (!before || host.at.start < before.at.start)) found.set(host.socket, host);
  };
  for (const { place, uri } of message.uris) add(hostOfUri(uri, place === 'Contact'));
  for (const { transport, host, hostSpan, port = 5061, portSpan } of message.vias)
    if (transport === 'TLS' && hostSpan && !isClientPort(port)) add(hostAt({ host, port }, 'sip', { hostSpan, portSpan }));
  return [...found.values()].sort((a, b) => a.at.start - b.at.start);
}

function hostOfUri(uri: SipUri, isContact: boolean): TlsHost | undefined {
  const { host, hostSpan, port, portSpan, isSips } = uri;
  // Where the packet goes is another host than the name then; who has such a URI types the target himself.
  if (!hostSpan || param(uri.params, 'maddr')) return undefined;
  const hop = nextHop(uri);
  if (hop.kind !== 'known') return undefined;
  const saysTls = hop.transport === 'TLS' || (port === 5061 && !hop.explicit);
  if (!saysTls || (isContact && port !== undefined && isClientPort(port))) return undefined;
  const fixed = port ?? (isIpLiteral(host) ? 5061 : undefined);
  return hostAt({ host, port: fixed }, isSips ? 'sips' : 'sip', { hostSpan, portSpan });
}

/** In Via and Contact it is what the client's system chose for one connection; nobody listens there. */
const isClientPort = (port: number): boolean => port >= 32_768;

interface Written {
  readonly hostSpan: Span;
  readonly portSpan?: Span;
}

function hostAt(
  { host, port }: { readonly host: string; readonly port?: number },
  scheme: 'sip' | 'sips',
  { hostSpan, portSpan }: Written,
): TlsHost | undefined {
  const name = own(host.toLowerCase().replace(/^\[|\]$/g, ''));
  // RFC 2606 and what browsers put where their address would be (RFC 7118 §5.2): nobody can be reached there.
  if (name === '' || name.endsWith('.invalid') || !(port === undefined || (port >= 1 && port <= 65_535))) return undefined;
  const socket = writeSocket({ host: name, ...(port === undefined ? {} : { port }) });
  const at = { start: hostSpan.start, end: portSpan?.end ?? hostSpan.end };
  return { at, socket, target: scheme === 'sips' ? `sips:${socket}` : `sip:${socket};transport=tls` };
}
