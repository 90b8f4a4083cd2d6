import { span } from '../../text/span';
import type { FilePlace, Transport, Value } from '../model';

/** A SIP URI that a script states as a string; variables in it are not known. */
export interface StatedUri {
  readonly value: Value;
  readonly scheme: 'sip' | 'sips';
  /** The host as it is written, brackets of IPv6 left out; a variable where it is one. */
  readonly host: Value;
  readonly port?: number;
  readonly portPlace?: FilePlace;
  readonly transport?: Transport | 'unknown';
  /** Of the word behind `transport=`. */
  readonly transportPlace?: FilePlace;
  /** Where a parameter would be added: behind host, port and the parameters that there are. */
  readonly parametersEnd: FilePlace;
}

const form = /^(sips?):((?:[^@;?]*@)?)(\[[^\]]*\]|\$\([^)]*\)|\$\w+(?:\([^)]*\))?|[^:;?$]*)(?::([^;?]*))?((?:;[^?]*)?)/i;

/** undefined: it is no SIP URI, or its scheme is not known. `isPlain`: offsets in the text are offsets in the file. */
export function readUri(value: Value, isPlain: boolean): StatedUri | undefined {
  if (value.text.length > 1024) return undefined;
  const match = form.exec(value.text);
  if (!match) return undefined;
  const [whole, scheme = '', user = '', host = '', port, parameters = ''] = match;
  const placeAt = (from: number, length: number): FilePlace => {
    const { file, at } = value.place;
    return isPlain ? { file, at: span(at.start + from, at.start + from + length) } : value.place;
  };
  const hostAt = scheme.length + 1 + user.length;
  const isHostKnown = value.isKnown && !host.includes('$') && host !== '';
  const isPortKnown = value.isKnown && port !== undefined && /^\d{1,5}$/.test(port);
  const transport = transportOf(parameters);
  const [before = '', word = ''] = /^.*?;\s*transport=([^;]*)/i.exec(parameters) ?? [];
  return {
    value,
    scheme: scheme.toLowerCase() === 'sips' ? 'sips' : 'sip',
    host: {
      text: host.replace(/^\[(.*)\]$/, '$1'),
      place: placeAt(hostAt, host.length),
      isKnown: isHostKnown,
      ...(value.through && { through: value.through }),
    },
    ...(isPortKnown && { port: Number(port), portPlace: placeAt(hostAt + host.length + 1, port.length) }),
    ...(transport !== undefined && { transport }),
    ...(isPlain && word !== '' && { transportPlace: placeAt(whole.length - parameters.length + before.length - word.length, word.length) }),
    parametersEnd: isPlain ? placeAt(whole.length, 0) : value.place,
  };
}

const transports: ReadonlySet<string> = new Set(['udp', 'tcp', 'tls', 'ws', 'wss', 'sctp']);

/** What `;transport=` says among parameters. */
export function transportOf(parameters: string): Transport | 'unknown' | undefined {
  const [, word] = /;\s*transport=([^;]*)/i.exec(parameters) ?? [];
  if (word === undefined) return parameters.includes('$') ? 'unknown' : undefined;
  const transport = word.toLowerCase();
  return transports.has(transport) ? (transport as Transport) : 'unknown';
}

/** What carries it in Kamailio: UDP where a `sip:` URI says nothing (core/resolve.c), unless DNS decides, which a port forbids. */
export function carrierOf({ scheme, transport, port, host }: StatedUri): Transport | 'unknown' {
  if (scheme === 'sips') return 'tls';
  if (transport !== undefined) return transport;
  const isAddress = /^[\d.]+$|:/.test(host.text);
  return port !== undefined || (isAddress && host.isKnown) ? 'udp' : 'unknown';
}
