import type { Socket } from 'node:net';
import type { Alert } from '#core/tls/alerts';
import { readAlert } from '#core/tls/alerts';
import { extension } from '#core/tls/extensions';
import { type Handshake, readHandshake, type ServerHello } from '#core/tls/handshake';
import { HandshakeReassembly } from '#core/tls/reassembly';
import { ALERT, HANDSHAKE, RecordReader, type StreamPart } from '#core/tls/records';
import { TLS13 } from '#core/tls/versions';
import { connectTcp, type Endpoint, type Limits, type TcpConnection } from './connect';

/** One TCP connection, one ClientHello, and what the server answered to it. Nothing is computed and no handshake is completed. */
export type HelloAnswer =
  /** `later`: the messages in clear behind the ServerHello, as far as they were asked for and came. */
  | { readonly kind: 'chosen'; readonly hello: ServerHello; readonly later: readonly Handshake[] }
  | { readonly kind: 'retry'; readonly hello: ServerHello; readonly group: number | undefined }
  | { readonly kind: 'alert'; readonly alert: Alert }
  /** The server speaks nothing newer. */
  | { readonly kind: 'ssl2' }
  /** Not TLS; its first octets. */
  | { readonly kind: 'foreign'; readonly octets: Uint8Array }
  | { readonly kind: 'malformed'; readonly fault: string }
  /** TCP was open, and cut before an answer. */
  | { readonly kind: 'closed' | 'reset' }
  /** TCP was open until the deadline: no octet came, or too few for an answer. */
  | { readonly kind: 'silent' | 'stalled' }
  /** TCP never opened. */
  | { readonly kind: 'refused' | 'unreachable' | 'timeout' }
  | { readonly kind: 'cancelled' };

export interface HelloLimits extends Limits {
  /**
   * How far to read. Before TLS 1.3 what follows the ServerHello is in clear; in TLS 1.3 the ServerHello always ends it. what-comes: what
   * arrives together with the ServerHello is read, and not waited for.
   */
  readonly readTo: 'server_hello' | 'what-comes' | 'server_key_exchange' | 'certificate_request';
  /** Behind the hello this side ends its half of the connection. */
  readonly endsSending?: boolean;
}

/** `hello` as writeClientHello makes it. */
export async function exchangeHello(endpoint: Endpoint, hello: Uint8Array, limits: HelloLimits): Promise<HelloAnswer> {
  return sendHello(await connectTcp(endpoint, limits), hello, limits);
}

/** The same over a connection that was opened before; it is closed in the end, whatever comes. */
export function sendHello(
  tcp: TcpConnection,
  hello: Uint8Array,
  { deadline, signal, readTo, endsSending }: HelloLimits,
): Promise<HelloAnswer> {
  if (tcp.kind !== 'open') return Promise.resolve({ kind: tcp.kind });
  const { socket } = tcp;
  const reader = new AnswerReader(readTo);
  return new Promise((resolve) => {
    const end = (answer: HelloAnswer): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      closeNow(socket);
      resolve(answer);
    };
    const cancel = (): void => end({ kind: 'cancelled' });
    const timer = setTimeout(() => end(reader.cutBy('deadline')), Math.max(0, deadline - performance.now()));
    signal.addEventListener('abort', cancel, { once: true });
    socket.on('data', (chunk: Buffer) => {
      const answer = reader.push(chunk);
      if (answer) end(answer);
    });
    socket.once('end', () => end(reader.cutBy('close')));
    socket.once('error', () => end(reader.cutBy('reset')));
    socket.once('close', () => end(reader.cutBy('close')));
    if (signal.aborted) cancel();
    else if (socket.destroyed) end(reader.cutBy('close'));
    else {
      if (endsSending) socket.end(hello);
      else socket.write(hello);
      socket.resume();
    }
  });
}

/** A late error of a socket that nobody waits for must not end the process. */
export function closeNow(socket: Socket): void {
  socket.removeAllListeners();
  socket.on('error', () => undefined);
  socket.destroy();
}

/** Far above what any server sends before it waits for the client. */
const MAX_OCTETS = 1 << 18;

class AnswerReader {
  readonly #readTo: HelloLimits['readTo'];
  readonly #records = new RecordReader();
  readonly #handshakes = new HandshakeReassembly();
  readonly #later: Handshake[] = [];
  #hello: ServerHello | undefined;
  #octets = 0;

  constructor(readTo: HelloLimits['readTo']) {
    this.#readTo = readTo;
  }

  push(chunk: Uint8Array): HelloAnswer | undefined {
    this.#octets += chunk.length;
    for (const part of this.#records.push(chunk)) {
      const answer = this.#readPart(part);
      if (answer) return answer;
    }
    if (this.#hello && this.#readTo === 'what-comes') return this.#chosen(this.#hello);
    return this.#octets > MAX_OCTETS ? this.#orMalformed('more than a handshake has') : undefined;
  }

  /** A ServerHello is an answer, even where what should follow it never came. */
  cutBy(end: 'deadline' | 'close' | 'reset'): HelloAnswer {
    if (this.#hello) return this.#chosen(this.#hello);
    if (end !== 'deadline') return { kind: end === 'close' ? 'closed' : 'reset' };
    return { kind: this.#octets > 0 ? 'stalled' : 'silent' };
  }

  #readPart(part: StreamPart): HelloAnswer | undefined {
    if (part.kind === 'ssl2') return part.message === 'server-hello' ? { kind: 'ssl2' } : this.#orMalformed('a ClientHello of SSL 2');
    if (part.kind === 'fault') {
      if (part.fault === 'not-tls' && !this.#hello) return { kind: 'foreign', octets: this.#records.foreign };
      return this.#orMalformed(part.fault);
    }
    if (part.type === ALERT) return this.#readAlert(part.body);
    if (part.type !== HANDSHAKE) return this.#orMalformed(`a record of type ${part.type}`);
    for (const one of this.#handshakes.push(part.body, part.at)) {
      if (one.kind === 'oversized') return this.#orMalformed('a message too long');
      const answer = this.#readMessage(readHandshake(one.type, one.body, this.#hello));
      if (answer) return answer;
    }
    return undefined;
  }

  #readAlert(body: Uint8Array): HelloAnswer | undefined {
    const alert = readAlert(body);
    if (!alert) return this.#orMalformed('an alert that is none');
    // A warning, as that the name is not known, is not the answer yet; that nothing more comes is one (RFC 5246 §7.2).
    if (alert.level === 'warning' && alert.code !== 0) return undefined;
    return this.#hello ? this.#chosen(this.#hello) : { kind: 'alert', alert };
  }

  #readMessage(message: Handshake): HelloAnswer | undefined {
    if (this.#hello) {
      this.#later.push(message);
      const isEnough = message.kind === this.#readTo || message.kind === 'server_hello_done';
      return isEnough ? this.#chosen(this.#hello) : undefined;
    }
    if (message.kind === 'hello_request') return undefined;
    if (message.kind !== 'server_hello' && message.kind !== 'hello_retry_request') return this.#orMalformed(`${message.kind} first`);
    if (message.faults.length > 0) return this.#orMalformed(message.faults.join('; '));
    if (message.kind === 'hello_retry_request')
      return { kind: 'retry', hello: message, group: extension(message.extensions, 'key_share')?.shares[0]?.group };
    this.#hello = message;
    return this.#readTo === 'server_hello' || message.version >= TLS13 ? this.#chosen(message) : undefined;
  }

  #orMalformed(fault: string): HelloAnswer {
    return this.#hello ? this.#chosen(this.#hello) : { kind: 'malformed', fault };
  }

  #chosen(hello: ServerHello): HelloAnswer {
    return { kind: 'chosen', hello, later: this.#later };
  }
}
