import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Segment } from '#core/tls/transcript';

/** How TCP stands, by what came from the peer. */
export type Line = 'open' | 'ended' | 'reset';

/**
 * Stands between a TCP socket and `tls.connect({ socket: tap })` and keeps a copy of what passes, since no interface of the TLS library
 * shows what was on the wire. It owns the socket: who destroys one destroys both.
 */
export class Tap extends Duplex {
  readonly #segments: Segment[] = [];
  readonly #socket: Socket;
  readonly #start = performance.now();
  #room: number;
  #line: Line = 'open';
  #lineEndedMs: number | undefined;

  /** Beyond `maxOctets`, both directions together, bytes still pass but are no longer kept. */
  constructor(socket: Socket, maxOctets: number) {
    super();
    this.#socket = socket;
    this.#room = maxOctets;
    // The library may still have an alert to say to a peer that has finished speaking.
    socket.allowHalfOpen = true;
    socket.on('data', (bytes) => {
      this.#keep('server', bytes);
      if (!this.push(bytes)) socket.pause();
    });
    socket.on('end', () => {
      this.#endLine('ended');
      this.push(null);
    });
    socket.on('error', (error) => {
      this.#endLine('reset');
      this.destroy(error);
    });
    socket.on('close', () => this.destroy());
    socket.pause();
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  get line(): Line {
    return this.#line;
  }

  /** When the peer's side of TCP was over, on the clock of the segments. */
  get lineEndedMs(): number | undefined {
    return this.#lineEndedMs;
  }

  /** More passed than was kept. */
  get isFull(): boolean {
    return this.#room < 0;
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    // The library uses its buffer again.
    this.#keep('client', Uint8Array.from(chunk));
    this.#socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  #endLine(line: Line): void {
    this.#line = line;
    this.#lineEndedMs ??= performance.now() - this.#start;
  }

  #keep(from: Segment['from'], bytes: Uint8Array): void {
    if (this.#room < 0) return;
    this.#room -= bytes.length;
    if (this.#room >= 0) this.#segments.push({ from, bytes, atMs: performance.now() - this.#start });
  }
}
