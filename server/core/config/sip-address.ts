import { span } from '../text/span';
import type { FilePlace, Transport, Value } from './model';

/** A SIP URI of a setting, with its parameters. */
export interface SipAddress {
  readonly value: Value;
  readonly scheme: 'sip' | 'sips';
  readonly host: Value;
  readonly port?: number;
  readonly portPlace?: FilePlace;
  readonly transport?: Transport | 'unknown';
  /** Of the word behind `transport=`. */
  readonly transportPlace?: FilePlace;
  readonly schemePlace: FilePlace;
  readonly parameters: readonly Parameter[];
  readonly end: FilePlace;
}

export interface Parameter {
  readonly name: string;
  readonly value: Value;
  /** With the semicolon in front. */
  readonly whole: FilePlace;
}

const form = /^(sips?):((?:[^@;?]*@)?)(\[[^\]]*\]|[^:;?]*)(?::([^;?]*))?((?:;[^?]*)?)/i;
const transports: ReadonlySet<string> = new Set(['udp', 'tcp', 'tls', 'ws', 'wss', 'sctp', 'dtls']);

/** undefined: it is none, or its scheme is not known. The value has to stand in the file letter by letter. */
export function readSipAddress(value: Value): SipAddress | undefined {
  const match = value.text.length > 2048 ? undefined : form.exec(value.text);
  if (!match) return undefined;
  const [whole, scheme = '', user = '', host = '', port, rest = ''] = match;
  const placeAt = (from: number, length: number): FilePlace => ({
    file: value.place.file,
    at: span(value.place.at.start + from, value.place.at.start + from + length),
  });
  const hostAt = scheme.length + 1 + user.length;
  const isBracketed = host.startsWith('[');
  const bare = isBracketed ? host.slice(1, -1) : host;
  const parameters = parametersOf(value, whole.length - rest.length, rest);
  const said = parameters.findLast(({ name }) => name === 'transport');
  const word = said?.value.text.toLowerCase();
  return {
    value,
    scheme: scheme.toLowerCase() === 'sips' ? 'sips' : 'sip',
    host: {
      text: bare,
      place: placeAt(hostAt + (isBracketed ? 1 : 0), bare.length),
      isKnown: value.isKnown && bare !== '' && !bare.includes('$'),
    },
    ...(port !== undefined && /^\d{1,5}$/.test(port) && { port: Number(port), portPlace: placeAt(hostAt + host.length + 1, port.length) }),
    ...(said &&
      word !== undefined && {
        transport: transports.has(word) ? (word as Transport) : ('unknown' as const),
        transportPlace: said.value.place,
      }),
    schemePlace: placeAt(0, scheme.length),
    parameters,
    end: placeAt(whole.length, 0),
  };
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
