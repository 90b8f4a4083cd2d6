/** A place in bytes that moves on as numbers and vectors are read (RFC 8446 §3). What is missing reads as zero and is remembered. */
export class Wire {
  #at: number;
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #faults: string[];

  constructor(bytes: Uint8Array, faults: string[] = []) {
    this.#bytes = bytes;
    this.#at = 0;
    this.#end = bytes.length;
    this.#faults = faults;
  }

  /** What was found wrong, in the order in which it was met; shared by all parts of one message. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  get left(): number {
    return this.#end - this.#at;
  }

  /** Reads `count` octets as one number, at most four. */
  number(count: number, what: string): number {
    if (!this.#has(count, what)) return 0;
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 256 + (this.#bytes[this.#at++] ?? 0);
    return value;
  }

  /** The next `count` octets, or those that are left. */
  bytes(count: number, what: string): Uint8Array {
    const start = this.#at;
    if (!this.#has(count, what)) return this.#bytes.subarray(start, this.#end);
    this.#at += count;
    return this.#bytes.subarray(start, this.#at);
  }

  rest(): Uint8Array {
    return this.bytes(this.left, '');
  }

  /** A vector behind its length, which takes `lengthOctets`. */
  vector(lengthOctets: number, what: string): Uint8Array {
    return this.bytes(this.number(lengthOctets, what), what);
  }

  part(lengthOctets: number, what: string): Wire {
    return new Wire(this.vector(lengthOctets, what), this.#faults);
  }

  /** Whatever should not be there. */
  expectEnd(what: string): void {
    if (this.left > 0) this.fault(`${this.left} octets too many behind ${what}`);
    this.#at = this.#end;
  }

  fault(text: string): void {
    if (this.#faults.length < MAX_FAULTS) this.#faults.push(text);
  }

  #has(count: number, what: string): boolean {
    if (this.left >= count) return true;
    this.fault(`${what} is cut short`);
    this.#at = this.#end;
    return false;
  }
}

const MAX_FAULTS = 20;

/** The numbers of a list, each of `octets`. */
export function numbers(list: Wire, octets: number, what: string): number[] {
  const found: number[] = [];
  while (list.left >= octets) found.push(list.number(octets, what));
  list.expectEnd(what);
  return found;
}

/** Octets as text, one character each: names in hellos should be ASCII, and what is not stays visible. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
