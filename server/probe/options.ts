import type { Duplex } from 'node:stream';
import { SipMessage } from '#core/sip/message';
import { param } from '#core/sip/parts';
import { isIpv6 } from '#core/sip/socket';
import { decodeBytes } from '#core/text/decode-bytes';
import { isStartLine } from '#core/trace/message-end';
import type { Limits } from './connect';

export interface OptionsRequest {
  /** Who is asked: a sip: or sips: URI as it stands on the request line, without white space or angle brackets. */
  readonly uri: string;
  /** This side's address of the connection. */
  readonly address: string;
  readonly port: number;
  /** A new unguessable token at each call, letters and digits. */
  readonly token: () => string;
}

/** What one OPTIONS brought. `text` is the request as sent, `before` what came ahead of the answer, provisional answers included. */
export type OptionsResult = { readonly text: string; readonly before: readonly SipMessage[]; readonly keepAlives: number } & (
  | { readonly kind: 'answered'; readonly answer: SipMessage; readonly sipMs: number }
  /** Nothing but perhaps keep-alives and other messages until the deadline; incomplete: the answer began and did not end. */
  | { readonly kind: 'silent' | 'closed' | 'cancelled' }
  | { readonly kind: 'incomplete'; readonly octets: Uint8Array }
  /** Not SIP, or more of it than an answer can have; the first octets. */
  | { readonly kind: 'not-sip' | 'too-long'; readonly octets: Uint8Array }
  /** The connection broke; `code` is the library's or the system's word. */
  | { readonly kind: 'broken'; readonly code: string }
);

/** Sends one OPTIONS over an open connection and waits for its final answer. The connection stays open, and the caller's. */
export function askOptions(stream: Duplex, request: OptionsRequest, { deadline, signal }: Limits): Promise<OptionsResult> {
  const { text, branch } = writeOptions(request);
  const reader = new AnswerReader(branch);
  const start = performance.now();
  return new Promise((resolve) => {
    const end = (ending: Ending): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      stream.off('data', onData).off('error', onError).off('end', onEnd).off('close', onEnd);
      // Errors that come later are the caller's to see, not to die of.
      stream.on('error', () => undefined);
      stream.pause();
      resolve({ text, before: reader.before, keepAlives: reader.keepAlives, ...ending });
    };
    const cancel = (): void => end({ kind: 'cancelled' });
    const onData = (bytes: Uint8Array): void => {
      const found = reader.push(bytes);
      if (reader.takePing() && stream.writable) stream.write(CRLF);
      if (found?.kind === 'answered') end({ ...found, sipMs: performance.now() - start });
      else if (found) end(found);
    };
    const onError = (error: NodeJS.ErrnoException): void => end({ kind: 'broken', code: error.code ?? error.message });
    const onEnd = (): void => end(reader.rest('closed'));
    const timer = setTimeout(() => end(reader.rest('silent')), Math.max(0, deadline - start));
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) return cancel();
    if (stream.destroyed || stream.readableEnded || !stream.writable) return end({ kind: 'closed' });
    stream.on('data', onData).on('error', onError).on('end', onEnd).on('close', onEnd);
    stream.write(text);
    stream.resume();
  });
}

/** Two line ends, as RFC 5626 §3.5.1 keeps a connection alive: whether one comes back. Anything else that comes is left out of account. */
export function pingKeepAlive(stream: Duplex, { deadline, signal }: Limits): Promise<'pong' | 'none' | 'closed'> {
  return new Promise((resolve) => {
    const end = (result: 'pong' | 'none' | 'closed'): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      stream.off('data', onData).off('end', onEnd).off('close', onEnd);
      stream.pause();
      resolve(result);
    };
    const stop = (): void => end('none');
    const onEnd = (): void => end('closed');
    const onData = (bytes: Uint8Array): void => {
      if (bytes[0] === 13 && bytes[1] === 10) end('pong');
    };
    const timer = setTimeout(stop, Math.max(0, deadline - performance.now()));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) return stop();
    if (stream.destroyed || stream.readableEnded || !stream.writable) return onEnd();
    stream.on('data', onData).once('end', onEnd).once('close', onEnd);
    stream.write(CRLF + CRLF);
    stream.resume();
  });
}

type WithoutFrame<T> = T extends unknown ? Omit<T, 'text' | 'before' | 'keepAlives'> : never;
type Ending = WithoutFrame<OptionsResult>;

const CRLF = '\r\n';
const MAX_OCTETS = 65_536;
const MAX_BEFORE = 20;
const MAX_SHOWN = 512;
const MAX_LINE = 2048;

/** RFC 3261 §8.1.1 and §11.1, with rport (RFC 3581): nobody listens at the port of Via, so the answer must take this connection. */
export function writeOptions({ uri, address, port, token }: OptionsRequest): { text: string; branch: string } {
  const host = isIpv6(address) ? `[${address}]` : address;
  const branch = `z9hG4bK${token()}`;
  // A sips: request asks for a sips: Contact (RFC 3261 §8.1.1.8), where the parameter would say the same again.
  const contact = /^sips:/i.test(uri) ? `sips:probe@${host}:${port}` : `sip:probe@${host}:${port};transport=tls`;
  const scheme = /^sips:/i.test(uri) ? 'sips' : 'sip';
  const lines = [
    `OPTIONS ${uri} SIP/2.0`,
    `Via: SIP/2.0/TLS ${host}:${port};rport;branch=${branch}`,
    'Max-Forwards: 70',
    `From: <${scheme}:probe@${host}>;tag=${token()}`,
    `To: <${uri}>`,
    `Call-ID: ${token()}`,
    'CSeq: 1 OPTIONS',
    `Contact: <${contact}>`,
    'Accept: application/sdp',
    'User-Agent: sip-tls',
    'Content-Length: 0',
  ];
  return { text: `${lines.join(CRLF)}${CRLF}${CRLF}`, branch };
}

type Found = Extract<Ending, { kind: 'not-sip' | 'too-long' }> | { readonly kind: 'answered'; readonly answer: SipMessage };

/** Takes the stream apart into messages until the answer is there. What it keeps is bounded, and no octet is looked at for each that follows. */
class AnswerReader {
  readonly before: SipMessage[] = [];
  keepAlives = 0;
  readonly #branch: string;
  readonly #store = Buffer.alloc(MAX_OCTETS);
  #from = 0;
  #to = 0;
  /** Before that many octets of a message are there, looking at it again is idle. */
  #needed = 0;
  #searched = 0;
  #isSip = false;
  #isPinged = false;
  #isFlood = false;

  constructor(branch: string) {
    this.#branch = branch;
  }

  push(chunk: Uint8Array): Found | undefined {
    const taken = chunk.subarray(0, MAX_OCTETS - this.#to);
    this.#store.set(taken, this.#to);
    this.#to += taken.length;
    this.#isFlood ||= taken.length < chunk.length;
    while (this.before.length <= MAX_BEFORE) {
      this.#skipKeepAlives();
      if (!this.#mayBeSip()) return this.#end('not-sip');
      const message = this.#take();
      if (!message) return this.#isFlood ? this.#end('too-long') : undefined;
      if (this.#isAnswer(message)) return { kind: 'answered', answer: message };
      this.before.push(message);
    }
    return this.#end('too-long');
  }

  /** Two line ends ask for one back (RFC 5626 §3.5.1). */
  takePing(): boolean {
    const was = this.#isPinged;
    this.#isPinged = false;
    return was;
  }

  rest(otherwise: 'silent' | 'closed'): Ending {
    return this.#to > this.#from ? { kind: 'incomplete', octets: this.#shown() } : { kind: otherwise };
  }

  get #bytes(): Buffer {
    return this.#store.subarray(this.#from, this.#to);
  }

  #end(kind: 'not-sip' | 'too-long'): Found {
    return { kind, octets: this.#shown() };
  }

  #shown(): Uint8Array {
    return Uint8Array.from(this.#bytes.subarray(0, MAX_SHOWN));
  }

  #advance(octets: number): void {
    this.#from += octets;
    this.#needed = 0;
    this.#searched = 0;
    this.#isSip = false;
  }

  /** Line ends between messages. One alone answers a keep-alive, or keeps a connection alive itself. */
  #skipKeepAlives(): void {
    const bytes = this.#bytes;
    let at = 0;
    while (bytes[at] === 13 && bytes[at + 1] === 10) at += 2;
    if (at === 0) return;
    this.keepAlives += at / 2;
    this.#isPinged ||= at >= 4;
    this.#advance(at);
  }

  /** The first line settles it; what cannot become one is refused before its end. */
  #mayBeSip(): boolean {
    const bytes = this.#bytes;
    if (this.#isSip || bytes.length === 0 || (bytes.length === 1 && bytes[0] === 13)) return true;
    const eol = bytes.subarray(0, MAX_LINE).indexOf(10);
    const line = bytes.toString('latin1', 0, eol < 0 ? Math.min(bytes.length, MAX_LINE) : eol).trimEnd();
    if (eol < 0) return bytes.length < MAX_LINE && /^[\w.!%*+`'~-]{1,32}(?:\/[\d.]*)?(?: |$)/.test(line);
    this.#isSip = isStartLine(line, 0, line.length);
    return this.#isSip;
  }

  /** A message with its body, once all of it is there. Without Content-Length it has none, though RFC 3261 §18.3 demands the header. */
  #take(): SipMessage | undefined {
    const bytes = this.#bytes;
    if (bytes.length < this.#needed) return undefined;
    const headersEnd = this.#headersEnd(bytes);
    if (headersEnd === 0) return undefined;
    const head = new SipMessage(bytes.toString('latin1', 0, headersEnd), { bytes: true });
    const length = /^\d{1,7}$/.exec(head.value('Content-Length') ?? '')?.[0] ?? '0';
    this.#needed = headersEnd + Number(length);
    if (bytes.length < this.#needed) return undefined;
    const { text, bytes: isBytes } = decodeBytes(bytes.subarray(0, this.#needed));
    this.#advance(this.#needed);
    return new SipMessage(text, { bytes: isBytes });
  }

  /** Behind the empty line; a peer that ends lines with LF alone is understood too. 0: not there yet. */
  #headersEnd(bytes: Buffer): number {
    for (let at = bytes.indexOf(10, this.#searched); at >= 0; at = bytes.indexOf(10, at + 1)) {
      if (bytes[at + 1] === 10) return at + 2;
      if (bytes[at + 1] === 13 && bytes[at + 2] === 10) return at + 3;
    }
    this.#searched = Math.max(0, bytes.length - 2);
    return 0;
  }

  /** By branch and method (RFC 3261 §17.1.3). */
  #isAnswer(message: SipMessage): boolean {
    const branch = message.topVia && param(message.topVia.params, 'branch')?.value;
    return message.status >= 200 && branch === this.#branch && message.method === 'OPTIONS';
  }
}
