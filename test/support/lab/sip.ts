import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';

/** What a SIP server does with a connection. `peer` and `port` are those of the connection as this side sees it. */
export type Speak = (stream: Duplex, connection: { readonly peer: string; readonly peerPort: number; readonly port: number }) => void;

export interface SipAnswer {
  readonly status: number;
  readonly reason: string;
  /** Whole header lines without line end. */
  readonly headers?: (port: number) => readonly string[];
  /** Changes the topmost Via before it goes back. */
  readonly via?: (via: string) => string;
}

/** Answers each request, and CRLF CRLF by CRLF (RFC 5626 §4.4.1). What is no SIP gets 400 and the end. */
export const answering =
  ({ status, reason, headers = () => [], via = (line) => line }: SipAnswer): Speak =>
  (stream, { peer, peerPort, port }) => {
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      for (;;) {
        if (text.startsWith('\r\n\r\n')) {
          stream.write('\r\n');
          text = text.slice(4);
          continue;
        }
        if (!mayBeSip(text)) {
          stream.end('SIP/2.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
          return;
        }
        const end = text.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = text.slice(0, end);
        const length = Number(/^(?:Content-Length|l)[ \t]*:[ \t]*(\d{1,6})/im.exec(head)?.[1] ?? 0);
        if (text.length < end + 4 + length) return;
        text = text.slice(end + 4 + length);
        const lines = head.split('\r\n');
        if (/^ACK /.test(lines[0] ?? '')) continue;
        const topVia = `;received=${peer}`;
        const back = answerTo(lines, (line) => via(line.replace(/;rport(?=[;,\s]|$)/i, `;rport=${peerPort}`) + topVia));
        stream.write(
          [`SIP/2.0 ${status} ${reason}`, ...back, ...headers(port), 'Server: SIP TLS lab', 'Content-Length: 0', '', ''].join('\r\n'),
        );
      }
    });
    stream.on('end', () => stream.end());
  };

/** Reads and says nothing. */
export const ignoring: Speak = (stream) => {
  stream.resume();
  stream.on('end', () => stream.end());
};

/** Hangs up on the first octets. */
export const hangingUp: Speak = (stream) => {
  stream.once('data', () => stream.end());
};

/** The usual answer to OPTIONS (RFC 3261 §11.2), with a Contact that stays on TLS. */
export const fine: SipAnswer = {
  status: 200,
  reason: 'OK',
  headers: (port) => [
    `Contact: <sip:lab.example:${port};transport=tls>`,
    'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS',
    'Accept: application/sdp',
    'Accept-Encoding: identity',
    'Accept-Language: en',
    'Supported: outbound',
  ],
};

const mayBeSip = (text: string): boolean => /^[A-Z]{0,20}(?:$| [^\r\n]*(?:$|\r$|SIP\/2\.0\r\n))/.test(text.slice(0, 4096));

/** The headers that RFC 3261 §8.2.6.2 copies, with a tag of this side's in To. */
function answerTo(lines: readonly string[], mark: (topVia: string) => string): string[] {
  const named = (names: RegExp): string[] => lines.filter((line) => names.test(line));
  const [first, ...others] = named(/^(?:Via|v)[ \t]*:/i);
  const to = named(/^(?:To|t)[ \t]*:/i).map((line) => (/;tag=/i.test(line) ? line : `${line};tag=${randomBytes(6).toString('hex')}`));
  const copied = [/^(?:From|f)[ \t]*:/i, /^(?:Call-ID|i)[ \t]*:/i, /^CSeq[ \t]*:/i].flatMap(named);
  return [...(first === undefined ? [] : [mark(first)]), ...others, ...to, ...copied];
}
