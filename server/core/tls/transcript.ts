import type { Span } from '../text/span';
import { type Alert, readAlert } from './alerts';
import { type Crypto, canDecrypt, type TrafficKey, trafficKey } from './decrypt';
import { type Chosen, type Handshake, readHandshake, readSsl2ClientHello, type ServerHello } from './handshake';
import type { KeyLog } from './key-log';
import { HandshakeReassembly } from './reassembly';
import { ALERT, APPLICATION_DATA, CHANGE_CIPHER_SPEC, HANDSHAKE, RecordReader, type StreamPart, type TlsRecord } from './records';
import { SSL2, TLS13 } from './versions';

/** Both directions of a connection, as a tap or a capture recorded them, turned into the messages that went over it. */

export type Side = 'client' | 'server';

/** Bytes of one direction, in the order in which both were recorded. */
export interface Segment {
  readonly from: Side;
  readonly bytes: Uint8Array;
  readonly atMs?: number;
}

/** Where something stands: offsets in the stream of its direction, and the segment with which it was complete. */
export interface Place {
  readonly from: Side;
  readonly at: Span;
  readonly segment: number;
  readonly atMs?: number;
}

export type Seen = Place &
  (
    | {
        readonly kind: 'handshake';
        readonly message: Handshake;
        readonly octets: number;
        readonly records: number;
        readonly wasSealed: boolean;
      }
    | { readonly kind: 'alert'; readonly alert: Alert; readonly wasSealed: boolean }
    | { readonly kind: 'change_cipher_spec' }
    /** Consecutive records are one entry. `octets` is what they hold, as far as it is open. */
    | { readonly kind: 'application_data'; readonly records: number; readonly octets: number }
    /** Sealed, and no key to open it. In TLS 1.3 the type is hidden too. */
    | { readonly kind: 'hidden'; readonly content: 'handshake' | 'alert' | 'unknown'; readonly records: number; readonly octets: number }
    | { readonly kind: 'ssl2_server_hello' }
    | { readonly kind: 'fault'; readonly fault: StreamFault }
  );

/**
 * not-tls, oversized, empty, cut: of records. message-too-long: the direction is not read on. interleaved: a message was interrupted by a
 * record of another type (RFC 8446 §5.1). unknown-type: a record type that this phase does not have.
 */
export type StreamFault = 'not-tls' | 'oversized' | 'empty' | 'cut' | 'message-too-long' | 'interleaved' | 'unknown-type';

/** How far the sealed part of a TLS 1.3 connection could be opened. */
export type Decryption = 'not-needed' | 'no-keys' | 'no-cipher' | 'opened' | 'partly';

export interface Transcript {
  readonly seen: readonly Seen[];
  readonly decryption: Decryption;
  /** What either side sent that is not TLS, its first 4096 octets. */
  readonly foreign: { readonly [side in Side]: Uint8Array };
  /** There was more than is listed, and it was not read. */
  readonly isFull: boolean;
}

export interface Keys {
  readonly log: KeyLog;
  readonly crypto: Crypto;
}

/** Reads what was recorded so far. A record that is not complete at the end is the fault `cut`. */
export function readTranscript(segments: Iterable<Segment>, keys?: Keys): Transcript {
  const reading = new Reading(keys);
  for (const segment of segments) reading.push(segment);
  return reading.end();
}

/** Enough for any handshake, tickets and key updates included; a flood ends here. */
const MAX_SEEN = 5000;

interface Direction {
  readonly reader: RecordReader;
  readonly clear: HandshakeReassembly;
  readonly sealed: HandshakeReassembly;
  /** Before TLS 1.3: ChangeCipherSpec was sent. */
  isSealed: boolean;
  keys: readonly TrafficKey[];
}

const direction = (): Direction => ({
  reader: new RecordReader(),
  clear: new HandshakeReassembly(),
  sealed: new HandshakeReassembly(),
  isSealed: false,
  keys: [],
});

class Reading {
  readonly #keys: Keys | undefined;
  readonly #seen: Seen[] = [];
  readonly #sides = { client: direction(), server: direction() };
  #chosen: Chosen | undefined;
  #clientRandom = new Uint8Array();
  #place: Omit<Place, 'at'> = { from: 'client', segment: 0 };
  #segments = 0;
  #isFull = false;
  #opened = 0;
  #unopened = 0;

  constructor(keys: Keys | undefined) {
    this.#keys = keys;
  }

  push({ from, bytes, atMs }: Segment): void {
    if (this.#isFull) return;
    this.#place = { from, segment: this.#segments++, ...(atMs === undefined ? {} : { atMs }) };
    for (const part of this.#sides[from].reader.push(bytes)) this.#readPart(part);
  }

  end(): Transcript {
    for (const from of ['client', 'server'] as const) {
      this.#place = { ...this.#place, from };
      for (const part of this.#sides[from].reader.end()) this.#readPart(part);
    }
    const foreign = { client: this.#sides.client.reader.foreign, server: this.#sides.server.reader.foreign };
    return { seen: this.#seen, decryption: this.#decryption(), foreign, isFull: this.#isFull };
  }

  #decryption(): Decryption {
    if (this.#unopened === 0) return this.#opened > 0 ? 'opened' : 'not-needed';
    if (this.#opened > 0) return 'partly';
    return this.#keys && this.#chosen && !canDecrypt(this.#chosen.suite) ? 'no-cipher' : 'no-keys';
  }

  get #side(): Direction {
    return this.#sides[this.#place.from];
  }

  get #isTls13(): boolean {
    return (this.#chosen?.version ?? 0) >= TLS13;
  }

  #readPart(part: StreamPart): void {
    if (part.kind === 'record') this.#readRecord(part);
    else if (part.kind === 'fault') this.#add({ ...this.#placeAt(part.at), kind: 'fault', fault: part.fault });
    else if (part.message === 'client-hello') {
      const message = readSsl2ClientHello(part.body);
      this.#add({ ...this.#placeAt(part.at), kind: 'handshake', message, octets: part.body.length, records: 1, wasSealed: false });
    } else {
      this.#chosen = { version: SSL2, suite: 0 };
      this.#add({ ...this.#placeAt(part.at), kind: 'ssl2_server_hello' });
    }
  }

  #readRecord(record: TlsRecord): void {
    const { isSealed, clear } = this.#side;
    const place = this.#placeAt(record.at);
    if (clear.isWithinMessage && record.type !== HANDSHAKE && !isSealed) this.#add({ ...place, kind: 'fault', fault: 'interleaved' });
    if (record.type === CHANGE_CIPHER_SPEC) {
      // In TLS 1.3 it means nothing and pleases middleboxes only (RFC 8446 §D.4).
      if (!this.#isTls13) this.#side.isSealed = true;
      this.#add({ ...place, kind: 'change_cipher_spec' });
    } else if (isSealed && !this.#isTls13) this.#addSealed12(record);
    else if (record.type === APPLICATION_DATA) this.#openRecord(record);
    else this.#readContent(record.type, record.body, { place, wasSealed: false });
  }

  /** Under the keys of TLS 1.2 and before: the type is open, the rest is not. */
  #addSealed12({ type, body, at }: TlsRecord): void {
    const octets = body.length;
    if (type === APPLICATION_DATA) this.#addRun({ ...this.#placeAt(at), kind: 'application_data', records: 1, octets });
    else this.#addRun({ ...this.#placeAt(at), kind: 'hidden', content: contentName(type), records: 1, octets });
  }

  /** A key that fits no longer gives way to the next; records of early data, of which nobody has the key, are passed over. */
  #openRecord(record: TlsRecord): void {
    const side = this.#side;
    const place = this.#placeAt(record.at);
    for (const [i, key] of side.keys.entries()) {
      const opened = key.open(record);
      if (!opened) continue;
      if (i > 0) side.keys = side.keys.slice(i);
      this.#opened++;
      if (opened.type === APPLICATION_DATA) this.#addRun({ ...place, kind: 'application_data', records: 1, octets: opened.content.length });
      else this.#readContent(opened.type, opened.content, { place, wasSealed: true });
      return;
    }
    this.#unopened++;
    this.#addRun({ ...place, kind: 'hidden', content: 'unknown', records: 1, octets: record.body.length });
  }

  #readContent(type: number, content: Uint8Array, { place, wasSealed }: { place: Place; wasSealed: boolean }): void {
    if (type === HANDSHAKE) this.#readHandshakes(content, { place, wasSealed });
    else if (type === ALERT) {
      const alert = readAlert(content);
      if (alert) this.#add({ ...place, kind: 'alert', alert, wasSealed });
      else this.#addRun({ ...place, kind: 'hidden', content: 'alert', records: 1, octets: content.length });
    } else this.#add({ ...place, kind: 'fault', fault: 'unknown-type' });
  }

  #readHandshakes(content: Uint8Array, { place, wasSealed }: { place: Place; wasSealed: boolean }): void {
    const { sealed, clear } = this.#side;
    for (const one of (wasSealed ? sealed : clear).push(content, place.at)) {
      const at = { ...place, at: one.at };
      if (one.kind === 'oversized') {
        this.#add({ ...at, kind: 'fault', fault: 'message-too-long' });
        continue;
      }
      const message = readHandshake(one.type, one.body, this.#chosen);
      this.#add({ ...at, kind: 'handshake', message, octets: one.body.length, records: one.records, wasSealed });
      this.#follow(message);
    }
  }

  /** What a message changes for the reading of the next ones. */
  #follow(message: Handshake): void {
    const side = this.#side;
    if (message.kind === 'client_hello') this.#clientRandom = Uint8Array.from(message.random);
    else if (message.kind === 'server_hello' || message.kind === 'hello_retry_request') this.#choose(message);
    else if (message.kind === 'finished') side.keys = side.keys.slice(-1);
    else if (message.kind === 'key_update') side.keys = side.keys.map((key) => key.next());
  }

  #choose({ version, suite, kind }: ServerHello): void {
    this.#chosen = { version, suite };
    const keys = this.#keys;
    if (!keys || kind !== 'server_hello' || version < TLS13) return;
    const key = (label: string): TrafficKey[] => {
      const secret = keys.log.secret(label, this.#clientRandom);
      const found = secret && trafficKey(suite, secret, keys.crypto);
      return found ? [found] : [];
    };
    this.#sides.client.keys = [...key('CLIENT_HANDSHAKE_TRAFFIC_SECRET'), ...key('CLIENT_TRAFFIC_SECRET_0')];
    this.#sides.server.keys = [...key('SERVER_HANDSHAKE_TRAFFIC_SECRET'), ...key('SERVER_TRAFFIC_SECRET_0')];
  }

  #placeAt(at: Span): Place {
    return { ...this.#place, at };
  }

  /** Joins records of the same kind that nothing of either direction parts. */
  #addRun(seen: Extract<Seen, { records: number; kind: 'application_data' | 'hidden' }>): void {
    const last = this.#seen.at(-1);
    if (last?.kind !== seen.kind || last.from !== seen.from || ('content' in last && 'content' in seen && last.content !== seen.content))
      this.#add(seen);
    else {
      const at = { start: last.at.start, end: seen.at.end };
      this.#seen[this.#seen.length - 1] = { ...last, at, records: last.records + 1, octets: last.octets + seen.octets };
    }
  }

  #add(seen: Seen): void {
    if (this.#seen.length < MAX_SEEN) this.#seen.push(seen);
    else this.#isFull = true;
  }
}

function contentName(type: number): 'handshake' | 'alert' | 'unknown' {
  if (type === HANDSHAKE) return 'handshake';
  return type === ALERT ? 'alert' : 'unknown';
}
