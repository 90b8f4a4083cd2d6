import { type Span, span } from '../text/span';

/**
 * TLS records out of a byte stream, one reader for each direction (RFC 8446 §5.1, RFC 5246 §6.2.1). Chunks come in any size; nothing
 * is kept but the record under way. When the framing is lost the reader stops for good: looking for the next record in foreign bytes
 * would find records that are none.
 */

export const CHANGE_CIPHER_SPEC = 20;
export const ALERT = 21;
export const HANDSHAKE = 22;
export const APPLICATION_DATA = 23;

export interface TlsRecord {
  readonly kind: 'record';
  readonly type: number;
  readonly version: number;
  readonly body: Uint8Array;
  /** Offsets in the stream of this direction, header included. */
  readonly at: Span;
}

/** A message in the framing of SSL 2: a ClientHello that may lead to any version, or a server that speaks nothing newer (RFC 6176). */
export interface Ssl2Message {
  readonly kind: 'ssl2';
  readonly message: 'client-hello' | 'server-hello';
  readonly body: Uint8Array;
  readonly at: Span;
}

export interface RecordFault {
  readonly kind: 'fault';
  /**
   * not-tls and oversized: the framing is lost, nothing behind it is read. empty: a record without content where one must be.
   * cut: the stream ended within a record.
   */
  readonly fault: 'not-tls' | 'oversized' | 'empty' | 'cut';
  readonly at: Span;
}

export type StreamPart = TlsRecord | Ssl2Message | RecordFault;

/** 2^14 and what compression or encryption may add (RFC 5246 §6.2.3); TLS 1.3 allows less. */
export const MAX_RECORD = 16_384 + 2048;
const HEADER = 5;
const MAX_FOREIGN = 4096;

export class RecordReader {
  #offset = 0;
  #start = 0;
  readonly #head = new Uint8Array(HEADER);
  #headFilled = 0;
  #body: Uint8Array | undefined;
  #bodyFilled = 0;
  #ssl2: Ssl2Message['message'] | undefined;
  /** The framing was lost, or SSL 2 took over: whatever follows is not read. */
  #isLost = false;
  readonly #foreign: number[] = [];

  /** The first bytes that are not TLS, header of the failed record included. */
  get foreign(): Uint8Array {
    return Uint8Array.from(this.#foreign);
  }

  push(chunk: Uint8Array): StreamPart[] {
    const parts: StreamPart[] = [];
    let at = 0;
    while (at < chunk.length && !this.#isLost) at = this.#body ? this.#fillBody(chunk, at, parts) : this.#fillHead(chunk, at, parts);
    this.#keepForeign(chunk.subarray(at));
    this.#offset += chunk.length - at;
    return parts;
  }

  /** No more bytes come. */
  end(): StreamPart[] {
    if (this.#isLost || (this.#headFilled === 0 && !this.#body)) return [];
    this.#isLost = true;
    return [{ kind: 'fault', fault: 'cut', at: span(this.#start, this.#offset) }];
  }

  #fillHead(chunk: Uint8Array, from: number, parts: StreamPart[]): number {
    let at = from;
    if (this.#headFilled === 0) this.#start = this.#offset;
    while (at < chunk.length && this.#headFilled < HEADER) {
      this.#head[this.#headFilled++] = chunk[at++] ?? 0;
      this.#offset++;
      if (!this.#canBegin()) {
        this.#lose('not-tls', parts);
        return at;
      }
    }
    if (this.#headFilled === HEADER) this.#begin(parts);
    return at;
  }

  /** Says no at the first byte that settles it, so that a peer that sends four bytes and waits is recognised too. */
  #canBegin(): boolean {
    const [type = 0, second = 0, third = 0] = this.#head;
    if (type >= CHANGE_CIPHER_SPEC && type <= 24) return this.#headFilled < 2 || second === 3;
    if (this.#start > 0 || type < 0x80) return false;
    if (this.#headFilled < 3) return true;
    const [, , , major, minor] = this.#head;
    if (third === 1) return this.#headFilled < 4 || major === 3 || (major === 0 && (this.#headFilled < 5 || minor === 2));
    return third === 4 && (this.#headFilled < 4 || (major ?? 0) <= 1) && (this.#headFilled < 5 || (minor ?? 0) <= 1);
  }

  #begin(parts: StreamPart[]): void {
    const [type = 0, second = 0, third = 0, fourth = 0, fifth = 0] = this.#head;
    if (type >= 0x80) {
      const length = ((type & 0x7f) << 8) | second;
      this.#ssl2 = third === 1 ? 'client-hello' : 'server-hello';
      if (length < 9) {
        this.#lose('not-tls', parts);
        return;
      }
      // The three bytes of the message that lie in the five of the header are put in front.
      this.#body = new Uint8Array(length);
      this.#body.set(this.#head.subarray(2));
      this.#bodyFilled = 3;
      return;
    }
    const length = (fourth << 8) | fifth;
    if (length > MAX_RECORD) {
      this.#lose('oversized', parts);
      return;
    }
    this.#body = new Uint8Array(length);
    this.#bodyFilled = 0;
    if (length === 0) this.#finish(parts);
  }

  #fillBody(chunk: Uint8Array, at: number, parts: StreamPart[]): number {
    const body = this.#body;
    if (!body) return at;
    const taken = Math.min(body.length - this.#bodyFilled, chunk.length - at);
    body.set(chunk.subarray(at, at + taken), this.#bodyFilled);
    this.#bodyFilled += taken;
    this.#offset += taken;
    if (this.#bodyFilled === body.length) this.#finish(parts);
    return at + taken;
  }

  #finish(parts: StreamPart[]): void {
    const body = this.#body ?? new Uint8Array();
    const at = span(this.#start, this.#offset);
    const [type = 0, major = 0, minor = 0] = this.#head;
    if (this.#ssl2) {
      parts.push({ kind: 'ssl2', message: this.#ssl2, body, at });
      // Behind a hello of the client TLS records follow if the server chose TLS; behind that of the server all is SSL 2.
      this.#isLost = this.#ssl2 === 'server-hello';
      this.#ssl2 = undefined;
    } else {
      // Application data may be empty, and was, against an attack on CBC in TLS 1.0 (RFC 8446 §5.1).
      if (body.length === 0 && type !== APPLICATION_DATA) parts.push({ kind: 'fault', fault: 'empty', at });
      parts.push({ kind: 'record', type, version: (major << 8) | minor, body, at });
    }
    this.#body = undefined;
    this.#headFilled = 0;
  }

  #lose(fault: RecordFault['fault'], parts: StreamPart[]): void {
    this.#isLost = true;
    this.#foreign.push(...this.#head.subarray(0, this.#headFilled));
    parts.push({ kind: 'fault', fault, at: span(this.#start, this.#offset) });
  }

  #keepForeign(rest: Uint8Array): void {
    if (this.#foreign.length === 0) return;
    for (const byte of rest.subarray(0, MAX_FOREIGN - this.#foreign.length)) this.#foreign.push(byte);
  }
}
