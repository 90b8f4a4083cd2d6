import { hex } from './wire';

/**
 * Secrets of connections, in the lines of a key log file: label, client random, secret, the last two in hexadecimal (RFC 9850, which
 * wrote down what SSLKEYLOGFILE always was). They never leave this module but as keys.
 */
export interface KeyLog {
  /** The secret of that label in the connection whose ClientHello had this random. */
  readonly secret: (label: string, clientRandom: Uint8Array) => Uint8Array | undefined;
}

/** Takes text or lines as node's `keylog` event gives them; lines that are none are passed over. */
export function readKeyLog(text: string): KeyLog {
  const secrets = new Map<string, string>();
  for (const line of text.split('\n')) {
    const found = /^([A-Z][A-Z\d_]{0,60}) ([\da-f]{64}) ((?:[\da-f]{2}){16,64})\s*$/i.exec(line.length > MAX_LINE ? '' : line);
    if (found?.[1] && found[2] && found[3]) secrets.set(`${found[1]} ${found[2].toLowerCase()}`, found[3]);
  }
  return {
    secret(label, clientRandom) {
      const found = secrets.get(`${label} ${hex(clientRandom)}`);
      return found === undefined ? undefined : fromHex(found);
    },
  };
}

const MAX_LINE = 300;

function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
