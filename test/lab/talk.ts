import { connect, type Socket } from 'node:net';
import * as tls from 'node:tls';

/** What came back from a peer, and how it ended: `open` is a patience that ran out, other words are the system's. */
export interface Heard {
  readonly bytes: Buffer;
  readonly text: string;
  readonly end: string;
}

export interface Saying {
  readonly patienceMs?: number;
  /** Enough was heard. */
  readonly isEnough?: (text: string) => boolean;
}

/** Says something over TCP and listens for a while. */
export const say = (socket: string, words: Uint8Array | string, saying: Saying = {}): Promise<Heard> => {
  const connection = connect(portAndHost(socket));
  return listen(connection, saying, words);
};

/** The same over TLS, with whatever certificate the peer shows. */
export const sayOverTls = (
  socket: string,
  words: string,
  { patienceMs, isEnough, ...more }: Saying & tls.ConnectionOptions = {},
): Promise<Heard> => {
  const { host, port } = portAndHost(socket);
  const connection = tls.connect({ host, port, rejectUnauthorized: false, ...more });
  const saying = {
    ...(patienceMs === undefined ? {} : { patienceMs }),
    isEnough: isEnough ?? ((text: string) => text.includes('\r\n\r\n')),
  };
  return listen(connection, saying, words);
};

/** A request as any client writes it. */
export function options(transport: 'TLS' | 'TCP'): string {
  const lines = [
    'OPTIONS sip:lab.example SIP/2.0',
    `Via: SIP/2.0/${transport} 192.0.2.7:4711;branch=z9hG4bK7;rport`,
    'Max-Forwards: 70',
    'From: <sip:probe@192.0.2.7>;tag=a',
    'To: <sip:lab.example>',
    'Call-ID: one@192.0.2.7',
    'CSeq: 7 OPTIONS',
    'Content-Length: 0',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** A ClientHello with one suite and no extension, as a program of 1999 would send it. */
export function hello(suite: string, highest = '0303'): Buffer {
  const body = `${highest}${'11'.repeat(32)}000002${suite}0100`;
  return Buffer.from(`160300002d01000029${body}`, 'hex');
}

function portAndHost(socket: string): { host: string; port: number } {
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(socket) ?? [];
  return { host, port: Number(port) };
}

function listen(connection: Socket, { patienceMs = 2000, isEnough = () => false }: Saying, words: Uint8Array | string): Promise<Heard> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    const end = (how: string): void => {
      clearTimeout(timer);
      connection.destroy();
      resolve({ bytes, text: bytes.toString('latin1'), end: how });
    };
    const timer = setTimeout(() => end('open'), patienceMs);
    connection.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (isEnough(bytes.toString('latin1'))) end('open');
    });
    connection.on('end', () => end('ended'));
    connection.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    connection.write(words);
  });
}
