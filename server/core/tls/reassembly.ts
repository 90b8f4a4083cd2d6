import { type Span, span } from '../text/span';

/** Handshake messages out of the contents of handshake records: a record may hold several, a message may need several (RFC 8446 §5.1). */

export interface HandshakeBytes {
  readonly kind: 'message';
  readonly type: number;
  readonly body: Uint8Array;
  /** From the first record that holds a part of it to the last, in the stream of its direction. */
  readonly at: Span;
  /** How many records it is spread over. */
  readonly records: number;
}

export type Reassembled =
  | HandshakeBytes
  | { readonly kind: 'oversized'; readonly type: number; readonly length: number; readonly at: Span };

/** Far above any certificate list that a stack takes (OpenSSL: 100 KB), and small enough to hold for many connections. */
export const MAX_MESSAGE = 1 << 21;
const HEADER = 4;

export class HandshakeReassembly {
  readonly #head = new Uint8Array(HEADER);
  #headFilled = 0;
  #body = new Uint8Array();
  #bodyFilled = 0;
  #length = 0;
  #start = 0;
  #records = 0;
  #isLost = false;

  /** A message has begun that is not complete. */
  get isWithinMessage(): boolean {
    return this.#headFilled > 0;
  }

  push(content: Uint8Array, record: Span): Reassembled[] {
    const messages: Reassembled[] = [];
    if (this.#headFilled > 0) this.#records++;
    let at = 0;
    while (at < content.length && !this.#isLost) {
      if (this.#headFilled === 0) {
        this.#start = record.start;
        this.#records = 1;
      }
      if (this.#headFilled < HEADER) {
        this.#head[this.#headFilled++] = content[at++] ?? 0;
        if (this.#headFilled < HEADER) continue;
        this.#begin(record, messages);
      } else at = this.#fill(content, at);
      if (!this.#isLost && this.#bodyFilled === this.#length) this.#finish(record, messages);
    }
    return messages;
  }

  #begin(record: Span, messages: Reassembled[]): void {
    const [type = 0, a = 0, b = 0, c = 0] = this.#head;
    this.#length = (a << 16) | (b << 8) | c;
    this.#bodyFilled = 0;
    if (this.#length <= MAX_MESSAGE) return;
    this.#isLost = true;
    messages.push({ kind: 'oversized', type, length: this.#length, at: span(this.#start, record.end) });
  }

  /** Memory grows with the bytes that came, not with the length that was announced. */
  #fill(content: Uint8Array, at: number): number {
    const taken = Math.min(this.#length - this.#bodyFilled, content.length - at);
    const needed = this.#bodyFilled + taken;
    if (needed > this.#body.length) {
      const larger = new Uint8Array(Math.min(this.#length, Math.max(needed, this.#body.length * 2)));
      larger.set(this.#body.subarray(0, this.#bodyFilled));
      this.#body = larger;
    }
    this.#body.set(content.subarray(at, at + taken), this.#bodyFilled);
    this.#bodyFilled = needed;
    return at + taken;
  }

  #finish(record: Span, messages: Reassembled[]): void {
    const body = this.#body.subarray(0, this.#length);
    messages.push({ kind: 'message', type: this.#head[0] ?? 0, body, at: span(this.#start, record.end), records: this.#records });
    this.#headFilled = 0;
    this.#body = new Uint8Array();
  }
}
