import type { Alert } from './alerts';
import { extension } from './extensions';
import { type CertificateRequest, type ClientHello, offeredVersions, type SentCertificate, type ServerHello } from './handshake';
import { suiteOf } from './suites';
import { type Keys, type Place, readTranscript, type Seen, type Segment, type Side, type Transcript } from './transcript';
import { TLS12, TLS13 } from './versions';

/** What a TLS connection was about: offered, chosen, shown, refused. A fold over the messages that were seen, which stay in it. */
export interface TlsConversation {
  readonly offer: Offer | undefined;
  readonly answer: Answer;
  readonly serverCertificates: ServerCertificates;
  readonly clientCertificate: ClientCertificate;
  readonly alerts: readonly SeenAlert[];
  readonly completion: Completion;
  readonly tickets: readonly Ticket[];
  /** In the order in which they were recorded, for the diagram. */
  readonly transcript: Transcript;
}

/** Of the first ClientHello. */
export interface Offer {
  readonly hello: ClientHello;
  readonly versions: readonly number[];
  readonly suites: readonly number[];
  readonly groups: readonly number[];
  readonly schemes: readonly number[];
  readonly protocols: readonly string[];
  readonly serverName: string | null;
  /** How many ClientHellos came: two where the server asked for another key share. */
  readonly hellos: number;
}

export type Answer =
  | { readonly kind: 'nothing' }
  /** Not TLS; the first octets. */
  | { readonly kind: 'foreign'; readonly octets: Uint8Array }
  | { readonly kind: 'ssl2' }
  | { readonly kind: 'alert'; readonly alert: Alert }
  /** HelloRetryRequest, and no ServerHello behind it: suite and group are known all the same. */
  | { readonly kind: 'retry'; readonly hello: ServerHello; readonly group: number | undefined }
  | Choice;

export interface Choice {
  readonly kind: 'chosen';
  readonly hello: ServerHello;
  readonly version: number;
  readonly suite: number;
  readonly keyExchange: KeyExchangeSeen;
  /** With what the server signed the handshake; absent where it did not, or that is hidden, or before TLS 1.2. */
  readonly scheme?: number;
  /** null: none was chosen; absent: hidden. */
  readonly protocol?: string | null;
  readonly isResumed: boolean;
  readonly wasRetried: boolean;
}

export type KeyExchangeSeen =
  | { readonly kind: 'group'; readonly group: number }
  | { readonly kind: 'dhe'; readonly bits: number }
  | { readonly kind: 'explicit-curve' }
  /** The key of the certificate itself, a pre-shared key alone, or the keys of an earlier connection. */
  | { readonly kind: 'none' }
  | { readonly kind: 'not-seen' };

export type ServerCertificates =
  /** The leaf should be first; they are in the order of the wire. `stapled`: the OCSP answer to the first, in DER. */
  | { readonly kind: 'sent'; readonly certificates: readonly SentCertificate[]; readonly stapled?: Uint8Array }
  | { readonly kind: 'compressed'; readonly algorithm: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'hidden' };

export type ClientCertificate =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'asked'; readonly request: CertificateRequest; readonly answer: CertificateAnswer };

export type CertificateAnswer =
  | { readonly kind: 'none-seen' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'sent'; readonly certificates: readonly SentCertificate[] };

export type SeenAlert = Place &
  (
    | { readonly kind: 'readable'; readonly alert: Alert; readonly wasSealed: boolean }
    /** Before TLS 1.3 the record says that it is an alert, not which. */
    | { readonly kind: 'hidden' }
  );

/** established: both Finished were seen. cannot-tell: TLS 1.3 without keys. */
export type Completion = 'established' | 'not-established' | 'cannot-tell';

export interface Ticket {
  readonly lifetimeSeconds: number;
  /** How much early data it allows. */
  readonly earlyData: number;
}

export const readConversation = (segments: Iterable<Segment>, keys?: Keys): TlsConversation =>
  conversationOf(readTranscript(segments, keys));

export function conversationOf(transcript: Transcript): TlsConversation {
  const messages = new Messages(transcript.seen);
  const answer = answerOf(messages, transcript);
  const isHidden =
    answer.kind === 'chosen' && answer.version >= TLS13 && !messages.first('server', 'encrypted_extensions') && hides(transcript, 'server');
  return {
    offer: offerOf(messages),
    answer,
    serverCertificates: isHidden ? { kind: 'hidden' } : serverCertificatesOf(messages),
    clientCertificate: isHidden ? { kind: 'hidden' } : clientCertificateOf(messages, transcript),
    alerts: transcript.seen.flatMap(alertOf),
    completion: completionOf(transcript, answer),
    tickets: messages.all('server', 'new_session_ticket').map((ticket) => ({
      lifetimeSeconds: ticket.lifetimeSeconds,
      earlyData: extension(ticket.extensions, 'early_data')?.maximum ?? 0,
    })),
    transcript,
  };
}

type Message = Extract<Seen, { kind: 'handshake' }>['message'];
type MessageOf<K extends Message['kind']> = Message & { readonly kind: K };

/** The handshake messages by sender and kind, looked up once. */
class Messages {
  readonly #byKind = new Map<string, Message[]>();

  constructor(seen: readonly Seen[]) {
    for (const one of seen) {
      if (one.kind !== 'handshake') continue;
      const key = `${one.from} ${one.message.kind}`;
      const list = this.#byKind.get(key);
      if (list) list.push(one.message);
      else this.#byKind.set(key, [one.message]);
    }
  }

  all<K extends Message['kind']>(from: Side, kind: K): MessageOf<K>[] {
    return (this.#byKind.get(`${from} ${kind}`) ?? []).filter((message): message is MessageOf<K> => message.kind === kind);
  }

  first<K extends Message['kind']>(from: Side, kind: K): MessageOf<K> | undefined {
    return this.all(from, kind)[0];
  }
}

function offerOf(messages: Messages): Offer | undefined {
  const hellos = messages.all('client', 'client_hello');
  const hello = hellos[0];
  if (!hello) return undefined;
  return {
    hello,
    versions: offeredVersions(hello),
    suites: hello.suites,
    groups: extension(hello.extensions, 'supported_groups')?.groups ?? [],
    schemes: extension(hello.extensions, 'signature_algorithms')?.schemes ?? [],
    protocols: extension(hello.extensions, 'alpn')?.protocols ?? [],
    serverName: extension(hello.extensions, 'server_name')?.serverName ?? null,
    hellos: hellos.length,
  };
}

function answerOf(messages: Messages, { seen, foreign }: Transcript): Answer {
  const hello = messages.all('server', 'server_hello').at(-1);
  const retry = messages.first('server', 'hello_retry_request');
  if (hello) return choiceOf(messages, hello, retry !== undefined);
  if (retry) return { kind: 'retry', hello: retry, group: extension(retry.extensions, 'key_share')?.shares[0]?.group };
  for (const one of seen) {
    if (one.from !== 'server') continue;
    if (one.kind === 'alert') return { kind: 'alert', alert: one.alert };
    if (one.kind === 'ssl2_server_hello') return { kind: 'ssl2' };
  }
  return foreign.server.length > 0 ? { kind: 'foreign', octets: foreign.server } : { kind: 'nothing' };
}

function choiceOf(messages: Messages, hello: ServerHello, wasRetried: boolean): Choice {
  const { version, suite } = hello;
  const isResumed =
    version >= TLS13 ? extension(hello.extensions, 'pre_shared_key_selected') !== undefined : isSessionResumed(messages, hello);
  const later = messages.first('server', 'encrypted_extensions');
  const extensions = version >= TLS13 ? later?.extensions : hello.extensions;
  const exchange = messages.first('server', 'server_key_exchange');
  const scheme = version >= TLS13 ? messages.first('server', 'certificate_verify')?.scheme : exchange?.scheme;
  return {
    kind: 'chosen',
    hello,
    version,
    suite,
    keyExchange: keyExchangeOf(messages, hello, isResumed),
    ...(scheme === undefined ? {} : { scheme }),
    ...(extensions ? { protocol: extension(extensions, 'alpn')?.protocols[0] ?? null } : {}),
    isResumed,
    wasRetried,
  };
}

/** Before TLS 1.3 the server repeats the session that the client named, and shows no certificate (RFC 5246 §7.3, RFC 5077 §3.4). */
function isSessionResumed(messages: Messages, { sessionId }: ServerHello): boolean {
  const asked = messages.first('client', 'client_hello')?.sessionId;
  const isSame = sessionId.length > 0 && asked?.length === sessionId.length && asked.every((byte, i) => byte === sessionId[i]);
  return isSame && messages.first('server', 'certificate') === undefined && messages.first('server', 'server_hello_done') === undefined;
}

function keyExchangeOf(messages: Messages, hello: ServerHello, isResumed: boolean): KeyExchangeSeen {
  if (hello.version >= TLS13) {
    const group = extension(hello.extensions, 'key_share')?.shares[0]?.group;
    return group === undefined ? { kind: 'none' } : { kind: 'group', group };
  }
  const parameters = messages.first('server', 'server_key_exchange')?.parameters;
  if (parameters?.kind === 'named-group') return { kind: 'group', group: parameters.group };
  if (parameters?.kind === 'dhe' || parameters?.kind === 'explicit-curve') return parameters;
  const exchange = suiteOf(hello.suite)?.keyExchange;
  const isWithout = exchange === 'RSA' || exchange === 'PSK' || exchange === 'RSA_PSK' || (exchange === 'DH' && !parameters);
  return isResumed || isWithout ? { kind: 'none' } : { kind: 'not-seen' };
}

function serverCertificatesOf(messages: Messages): ServerCertificates {
  const compressed = messages.first('server', 'compressed_certificate');
  const message = messages.first('server', 'certificate');
  if (!message) return compressed ? { kind: 'compressed', algorithm: compressed.algorithm } : { kind: 'none' };
  const leaf = message.certificates[0];
  const stapled =
    messages.first('server', 'certificate_status')?.response ?? (leaf && extension(leaf.extensions, 'status_request')?.response);
  return { kind: 'sent', certificates: message.certificates, ...(stapled ? { stapled } : {}) };
}

function clientCertificateOf(messages: Messages, { seen }: Transcript): ClientCertificate {
  const request = messages.all('server', 'certificate_request').at(-1);
  if (!request) return { kind: 'not-asked' };
  const sent = messages.all('client', 'certificate').at(-1);
  // SSL 3 has an alert, no_certificate, where later versions send an empty list (RFC 6101 §5.6.6).
  const isDeclined = seen.some((one) => one.from === 'client' && one.kind === 'alert' && one.alert.code === 41);
  if (!sent) return { kind: 'asked', request, answer: { kind: isDeclined ? 'empty' : 'none-seen' } };
  const { certificates } = sent;
  return { kind: 'asked', request, answer: certificates.length === 0 ? { kind: 'empty' } : { kind: 'sent', certificates } };
}

function alertOf(seen: Seen): SeenAlert[] {
  const { from, at, segment, atMs } = seen;
  const place: Place = { from, at, segment, ...(atMs === undefined ? {} : { atMs }) };
  if (seen.kind === 'alert') return [{ ...place, kind: 'readable', alert: seen.alert, wasSealed: seen.wasSealed }];
  return seen.kind === 'hidden' && seen.content === 'alert' ? [{ ...place, kind: 'hidden' }] : [];
}

function completionOf({ seen }: Transcript, answer: Answer): Completion {
  if (answer.kind !== 'chosen') return 'not-established';
  const isFinished = (from: Side): boolean => seen.some((one) => one.from === from && isFinish(one, answer.version));
  if (isFinished('client') && isFinished('server')) return 'established';
  const mayBeHidden = answer.version > TLS12 && (['client', 'server'] as const).every((from) => isFinished(from) || hides({ seen }, from));
  return mayBeHidden ? 'cannot-tell' : 'not-established';
}

/** The first sealed handshake record before TLS 1.3 is Finished (RFC 5246 §7.4.9). */
const isFinish = (one: Seen, version: number): boolean =>
  (one.kind === 'handshake' && one.message.kind === 'finished') ||
  (version < TLS13 && one.kind === 'hidden' && one.content === 'handshake');

const hides = ({ seen }: Pick<Transcript, 'seen'>, from: Side): boolean =>
  seen.some((one) => one.from === from && one.kind === 'hidden' && one.content === 'unknown');
