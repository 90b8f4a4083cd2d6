import type { Socket } from 'node:net';
import { type ConnectionOptions, connect, type DetailedPeerCertificate, type PeerCertificate, type TLSSocket } from 'node:tls';
import { isIpLiteral } from '#core/sip/socket';
import { readConversation, type TlsConversation } from '#core/tls/conversation';
import { readKeyLog } from '#core/tls/key-log';
import { TLS13 } from '#core/tls/versions';
import type { Limits } from './connect';
import { nodeCrypto } from './node-crypto';
import { type Failure, failureOf, wasRefused } from './outcome';
import { Tap } from './tap';
import type { TlsContext } from './tls-context';

export interface Offer {
  readonly context: TlsContext;
  /** SNI; null: none. An address is never sent as one (RFC 6066 §3), nor the dot at the end of a name. */
  readonly serverName: string | null;
  /** ALPN in order of preference; empty: the extension is left out. */
  readonly protocols: readonly string[];
  /** How long a server that asked for a certificate has to refuse after a TLS 1.3 handshake that seems complete. */
  readonly refusalMs: number;
  /** A session of an earlier connection, to be resumed. */
  readonly session?: Buffer;
}

/** All that one connection told. What was learnt before a failure counts as well. */
export type Handshake = Learnt &
  /** Complete, and not refused: `channel` is open, and belongs to the caller. */
  ({ readonly kind: 'ok'; readonly verdict: Verdict; readonly channel: Channel } | Failure);

export interface Learnt {
  /** As it went out. */
  readonly serverName: string | null;
  readonly tlsMs: number;
  /** From the ClientHello to the peer's first octet. */
  readonly firstOctetMs: number | undefined;
  readonly conversation: TlsConversation;
  readonly clientCertificate: ClientCertificateVerdict;
  /** When the server's side of TCP was over, if it was; on the clock of the conversation. */
  readonly lineEndedMs: number | undefined;
  /** More was sent than a handshake needs; only its beginning was read. */
  readonly isCut: boolean;
}

/** required: a handshake without one was seen to fail. cannot-tell: it broke off before the server would have asked. */
export type ClientCertificateVerdict = 'none' | 'requested' | 'required' | 'cannot-tell';

/** What this side's library says of the chain, with all certificates that it has; names are left out. */
export type Verdict = { readonly kind: 'trusted' } | { readonly kind: 'not-trusted'; readonly code: string };

/** The open connection, paused. Its errors are kept, so that nobody has to listen. */
export interface Channel {
  readonly stream: TLSSocket;
  /** All that was recorded up to now: an alert may have come since. */
  readonly conversation: () => TlsConversation;
  /** The session that can be resumed, once the server has handed it out; in TLS 1.3 it may come late (RFC 8446 §4.6.1). */
  readonly session: (limits: Limits) => Promise<Buffer | undefined>;
  /** Says goodbye where that is still possible, and lets go of the socket. */
  readonly close: () => void;
}

/** One handshake over an open TCP connection, which is destroyed unless it ends well. */
export async function shakeHands(socket: Socket, offer: Offer, limits: Limits): Promise<Handshake> {
  const tap = new Tap(socket, MAX_RECORDED);
  const started = start(tap, offer);
  if (started.kind === 'failed') return unstarted(tap, started);
  const connection = new Connection(tap, started.stream);
  let end = await connection.until(() => connection.isOver || connection.isSecure, limits);
  const tlsMs = connection.age;
  let conversation = connection.read();
  let mayBeRefused = false;
  if (end === 'stopped' && connection.isSecure && readsCertificateLater(conversation)) {
    end = await connection.untilAccepted({ ...limits, deadline: Math.min(limits.deadline, performance.now() + offer.refusalMs) });
    mayBeRefused = !connection.isAccepted;
    conversation = connection.read();
  }
  const learnt = {
    serverName: started.serverName,
    tlsMs,
    firstOctetMs: tap.segments.find(({ from }) => from === 'server')?.atMs,
    conversation,
    lineEndedMs: tap.lineEndedMs,
    isCut: tap.isFull,
  };
  const { isSecure, isOver, error } = connection;
  const isBroken =
    !isSecure || end === 'cancelled' || wasRefused(conversation, error) || (mayBeRefused && isOver && !saidGoodbye(conversation));
  if (!isBroken) {
    const clientCertificate = certificateVerdict(conversation, undefined);
    return {
      ...learnt,
      kind: 'ok',
      verdict: connection.verdict,
      clientCertificate,
      channel: {
        stream: connection.stream,
        conversation: () => connection.read(),
        session: (within) => connection.untilSession(within),
        close: () => connection.close(),
      },
    };
  }
  connection.destroy();
  const failure = failureOf({ conversation, end, line: tap.line, error, wasSecure: isSecure });
  return { ...learnt, ...failure, clientCertificate: certificateVerdict(conversation, failure) };
}

function unstarted(tap: Tap, { reason, serverName }: { reason: string; serverName: string | null }): Handshake {
  tap.destroy();
  const learnt = {
    serverName,
    tlsMs: 0,
    firstOctetMs: undefined,
    conversation: readConversation([]),
    lineEndedMs: undefined,
    isCut: false,
  };
  return { ...learnt, kind: 'unsupported', reason, clientCertificate: 'cannot-tell' };
}

const GOODBYE_MS = 500;

/** What a server may send in a handshake: far beyond any chain, far below what hurts. */
const MAX_RECORDED = 1_048_576;

type Ending = 'stopped' | 'deadline' | 'cancelled';

/** In TLS 1.3 this side is ready before the server has read its certificate (RFC 8446 §E.1.2). */
const readsCertificateLater = ({ answer, clientCertificate }: TlsConversation): boolean =>
  answer.kind === 'chosen' && answer.version >= TLS13 && clientCertificate.kind !== 'not-asked';

type Start =
  | { readonly kind: 'started'; readonly stream: TLSSocket; readonly serverName: string | null }
  | { readonly kind: 'failed'; readonly reason: string; readonly serverName: string | null };

function start(tap: Tap, { context, serverName: wanted, protocols, session }: Offer): Start {
  const serverName = wanted === null || wanted === '' || isIpLiteral(wanted) ? null : wanted.replace(/\.$/, '');
  try {
    // The types know requestOCSP of sockets only, not of connections.
    const options: ConnectionOptions & { requestOCSP: boolean } = {
      socket: tap,
      secureContext: context.context,
      ...(serverName === null ? {} : { servername: serverName }),
      ...(protocols.length === 0 ? {} : { ALPNProtocols: [...protocols] }),
      ...(session ? { session } : {}),
      rejectUnauthorized: false,
      // Names are compared elsewhere, by more than one rule.
      checkServerIdentity: () => undefined,
      requestOCSP: true,
      minDHSize: 1,
    };
    const stream = connect(options);
    // The runtime takes the whole chain apart for its check of names, which is made elsewhere, from what was on the wire.
    stream.getPeerCertificate = noCertificate;
    return { kind: 'started', stream, serverName };
  } catch (error) {
    // So says the library that a name or protocol cannot be written into a ClientHello, before it sends anything.
    const { code, message } = error as NodeJS.ErrnoException;
    return { kind: 'failed', reason: code ?? message, serverName };
  }
}

const noCertificate = (): PeerCertificate & DetailedPeerCertificate => ({}) as PeerCertificate & DetailedPeerCertificate;

class Connection {
  readonly tap: Tap;
  readonly stream: TLSSocket;
  error: NodeJS.ErrnoException | undefined;
  isSecure = false;
  /** The server has read all that this side had to show: it sent a ticket, or something to read. */
  isAccepted = false;
  readonly #start = performance.now();
  #keyLog = '';
  #session: Buffer | undefined;
  #wake = (): void => undefined;

  constructor(tap: Tap, stream: TLSSocket) {
    this.tap = tap;
    this.stream = stream;
    this.#listen();
  }

  get age(): number {
    return performance.now() - this.#start;
  }

  get isOver(): boolean {
    return this.error !== undefined || this.stream.destroyed || this.tap.line !== 'open';
  }

  get verdict(): Verdict {
    const code: unknown = this.stream.authorizationError;
    return code === null || code === undefined ? { kind: 'trusted' } : { kind: 'not-trusted', code: String(code) };
  }

  read(): TlsConversation {
    return readConversation(this.tap.segments, { log: readKeyLog(this.#keyLog), crypto: nodeCrypto });
  }

  /** Looks again at each sign of life, so that nothing between two waits is missed. */
  until(isDone: () => boolean, { deadline, signal }: Limits): Promise<Ending> {
    return new Promise((resolve) => {
      const end = (ending: Ending): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        this.#wake = () => undefined;
        resolve(ending);
      };
      const cancel = (): void => end('cancelled');
      const timer = setTimeout(() => end('deadline'), Math.max(0, deadline - performance.now()));
      signal.addEventListener('abort', cancel, { once: true });
      this.#wake = () => {
        if (isDone()) end('stopped');
      };
      if (signal.aborted) cancel();
      else this.#wake();
    });
  }

  /** The first thing to read stays in the stream. */
  async untilAccepted(limits: Limits): Promise<Ending> {
    const look = (): void => {
      if (this.stream.readableLength > 0) this.#accept();
    };
    this.stream.on('readable', look);
    const end = await this.until(() => this.isOver || this.isAccepted, limits);
    this.stream.off('readable', look);
    return end;
  }

  /** Reads on meanwhile, since a ticket of TLS 1.3 comes behind the handshake. */
  async untilSession(limits: Limits): Promise<Buffer | undefined> {
    this.stream.resume();
    await this.until(() => this.isOver || this.#session !== undefined, limits);
    this.stream.pause();
    return this.#session;
  }

  close(): void {
    // A peer that reads nothing must not keep the socket.
    const timer = setTimeout(() => this.destroy(), GOODBYE_MS).unref();
    this.stream.once('close', () => clearTimeout(timer));
    this.stream.end(() => this.destroy());
  }

  destroy(): void {
    this.stream.destroy();
    this.tap.destroy();
  }

  #listen(): void {
    const { stream, tap } = this;
    const wake = (): void => this.#wake();
    stream.on('keylog', (line: Buffer) => {
      this.#keyLog += line.toString('latin1');
    });
    stream.on('error', (error) => {
      this.error ??= error;
      wake();
    });
    stream.once('secureConnect', () => {
      this.isSecure = true;
      wake();
    });
    stream.on('session', (session: Buffer) => {
      this.#session = session;
      this.#accept();
    });
    for (const event of ['end', 'close']) stream.once(event, wake);
    // Behind the listeners of the library, which reads first what came before the end.
    tap.once('end', () => setImmediate(wake));
    tap.on('error', wake);
  }

  #accept(): void {
    this.isAccepted ||= this.isSecure;
    this.#wake();
  }
}

const saidGoodbye = ({ alerts }: TlsConversation): boolean =>
  alerts.some((seen) => seen.from === 'server' && seen.kind === 'readable' && seen.alert.code === 0);

function certificateVerdict(conversation: TlsConversation, failure: Failure | undefined): ClientCertificateVerdict {
  const { clientCertificate } = conversation;
  if (clientCertificate.kind === 'hidden') return 'cannot-tell';
  if (clientCertificate.kind === 'not-asked') return failure && !isPastAsking(conversation) ? 'cannot-tell' : 'none';
  if (clientCertificate.answer.kind !== 'empty' || !failure) return 'requested';
  const isRefused = failure.kind === 'alert' || failure.kind === 'reset' || (failure.kind === 'closed' && !saidGoodbye(conversation));
  return isRefused ? 'required' : 'requested';
}

/** The server's part of the handshake is complete, so a request that did not come will not. */
const isPastAsking = ({ transcript }: TlsConversation): boolean =>
  transcript.seen.some(
    (seen) => seen.kind === 'handshake' && seen.from === 'server' && /^(?:server_hello_done|finished)$/.test(seen.message.kind),
  );
