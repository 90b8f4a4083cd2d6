import { span } from '../text/span';
import type { FilePlace, Transport, Value } from './model';

/** A SIP URI of a setting or a script, with its parameters. Where it does not stand in the file letter by letter, all its places are the whole. */
export interface SipAddress {
  readonly value: Value;
  readonly scheme: 'sip' | 'sips';
  /** As it is written, brackets of IPv6 left out; a variable where it is one. */
  readonly host: Value;
  readonly port?: number;
  readonly portPlace?: FilePlace;
  readonly transport?: Transport | 'unknown';
  /** Of the word behind `transport=`; absent where it has no place of its own. */
  readonly transportPlace?: FilePlace;
  readonly schemePlace: FilePlace;
  readonly parameters: readonly Parameter[];
  /** Where a parameter would be added: behind host, port and the parameters that there are. */
  readonly end: FilePlace;
}

export interface Parameter {
  readonly name: string;
  readonly value: Value;
  /** With the semicolon in front. */
  readonly whole: FilePlace;
}

const form = /^(sips?):((?:[^@;?]*@)?)(\[[^\]]*\]|(?:\$\w*\([^)]*\)|[^:;?])*)(?::([^;?]*))?((?:;[^?]*)?)/i;
const transports: ReadonlySet<string> = new Set(['udp', 'tcp', 'tls', 'ws', 'wss', 'sctp', 'dtls']);

/** undefined: it is none, or its scheme is not known. */
export function readSipAddress(value: Value): SipAddress | undefined {
  const match = value.text.length > 2048 ? undefined : form.exec(value.text);
  if (!match) return undefined;
  const [whole, scheme = '', user = '', host = '', port, rest = ''] = match;
  const { file, at } = value.place;
  const isPlain = !value.through && at.end - at.start === value.text.length;
  const placeAt = (from: number, length: number): FilePlace =>
    isPlain ? { file, at: span(at.start + from, at.start + from + length) } : value.place;
  const hostAt = scheme.length + 1 + user.length;
  const isBracketed = host.startsWith('[');
  const bare = isBracketed ? host.slice(1, -1) : host;
  const parameters = parametersOf(value, whole.length - rest.length, rest);
  const said = parameters.find(({ name }) => name === 'transport');
  const transport = transportOf(rest);
  const isPortKnown = value.isKnown && port !== undefined && /^\d{1,5}$/.test(port);
  return {
    value,
    scheme: scheme.toLowerCase() === 'sips' ? 'sips' : 'sip',
    host: {
      text: bare,
      place: placeAt(hostAt + (isBracketed ? 1 : 0), bare.length),
      isKnown: value.isKnown && bare !== '' && !bare.includes('$'),
      ...(value.through && { through: value.through }),
    },
    ...(isPortKnown && { port: Number(port), portPlace: placeAt(hostAt + host.length + 1, port.length) }),
    ...(transport !== undefined && { transport }),
    ...(said && isPlain && { transportPlace: said.value.place }),
    schemePlace: placeAt(0, scheme.length),
    parameters: isPlain
      ? parameters
      : parameters.map((one) => ({ ...one, value: { ...one.value, place: value.place }, whole: value.place })),
    end: placeAt(whole.length, 0),
  };
}

/** What `;transport=` says among parameters; a variable among them may say it. */
export function transportOf(parameters: string): Transport | 'unknown' | undefined {
  const [, word] = /;\s*transport\s*=\s*([^;\s]*)/i.exec(parameters) ?? [];
  if (word === undefined) return parameters.includes('$') ? 'unknown' : undefined;
  const transport = word.toLowerCase();
  return transports.has(transport) ? (transport as Transport) : 'unknown';
}

/** `;name=value;name` from an offset in the value on. */
export function parametersOf(value: Value, from: number, text: string): Parameter[] {
  const { file, at } = value.place;
  return [...text.matchAll(/;([^;=]*)(?:=("[^"]*"|[^;]*))?/g)].map((match) => {
    const [whole, name = '', quoted = ''] = match;
    const start = at.start + from + match.index;
    const isQuoted = quoted.length > 1 && quoted.startsWith('"') && quoted.endsWith('"');
    const own = isQuoted ? quoted.slice(1, -1) : quoted.trimEnd();
    const ownStart = start + whole.length - quoted.length + (isQuoted ? 1 : 0);
    return {
      name: name.trim().toLowerCase(),
      value: { text: own, place: { file, at: span(ownStart, ownStart + own.length) }, isKnown: value.isKnown },
      whole: { file, at: span(start, start + whole.length) },
    };
  });
}
