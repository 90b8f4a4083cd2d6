import { type Alert, alertName } from '#core/tls/alerts';
import type { TlsConversation } from '#core/tls/conversation';
import type { Seen, Side } from '#core/tls/transcript';
import { TLS10, TLS13 } from '#core/tls/versions';
import { latin1 } from '#core/tls/wire';
import type { Line } from './tap';

/** Why a handshake came to nothing, by what was on the wire; each kind is an `Outcome` of the report. */
export type Failure =
  /** `isLate`: the handshake had seemed complete (TLS 1.3 lets the server read the client's certificate after that). */
  | { readonly kind: 'alert'; readonly alert: DirectedAlert; readonly isLate: boolean }
  | { readonly kind: 'silent' | 'stalled' | 'reset' | 'closed' | 'cancelled' }
  /** The first octets of what the peer said, at most 4096. */
  | { readonly kind: 'plain-sip' | 'http' | 'not-tls'; readonly octets: Uint8Array }
  /** `reason`: the word of this side's TLS library. `alert`: with what it told the peer, if it did. */
  | { readonly kind: 'malformed' | 'unsupported'; readonly reason: string; readonly alert?: DirectedAlert };

export interface DirectedAlert extends Alert {
  readonly direction: 'received' | 'sent';
}

export interface Evidence {
  readonly conversation: TlsConversation;
  /** What ended the waiting. */
  readonly end: 'stopped' | 'deadline' | 'cancelled';
  readonly line: Line;
  /** What this side's TLS library complained about. */
  readonly error: NodeJS.ErrnoException | undefined;
  readonly wasSecure: boolean;
}

/** The wire is asked first, the library last: it calls plain SIP a wrong version number. */
export function failureOf({ conversation, end, line, error, wasSecure }: Evidence): Failure {
  const { answer } = conversation;
  if (end === 'cancelled') return { kind: 'cancelled' };
  if (answer.kind === 'foreign') return { kind: languageOf(answer.octets), octets: answer.octets };
  const received = decisiveAlert(conversation, 'server') ?? alertNamedIn(error);
  if (received) return { kind: 'alert', alert: received, isLate: wasSecure };
  const complaint = libraryWord(error);
  if (complaint !== undefined) return complaintOf(conversation, complaint);
  const hint = lastWarning(conversation);
  if (hint) return { kind: 'alert', alert: hint, isLate: wasSecure };
  if (line === 'reset') return { kind: 'reset' };
  if (line === 'ended') return { kind: 'closed' };
  if (end === 'deadline') return { kind: answer.kind === 'nothing' && !hasSpoken(conversation) ? 'silent' : 'stalled' };
  return { kind: 'closed' };
}

/** After the handshake: the peer took it back, or what it said next could not be read. */
export const wasRefused = (conversation: TlsConversation, error: NodeJS.ErrnoException | undefined): boolean =>
  decisiveAlert(conversation, 'server') !== undefined || libraryWord(error) !== undefined;

/**
 * The alert of one side that ends a connection: a fatal one, and in TLS 1.3 any but the two that only say goodbye, since the level means
 * nothing there (RFC 8446 §6).
 */
export function decisiveAlert({ alerts, answer }: TlsConversation, from: Side): DirectedAlert | undefined {
  const isTls13 = answer.kind === 'chosen' && answer.version >= TLS13;
  for (const seen of alerts) {
    if (seen.from !== from || seen.kind !== 'readable' || isGoodbye(seen.alert)) continue;
    if (seen.alert.level === 'fatal' || isTls13) return directed(seen.alert, from);
  }
  return undefined;
}

const isGoodbye = ({ code }: Alert): boolean => code === 0 || code === 90;

const directed = (alert: Alert, from: Side): DirectedAlert => ({ ...alert, direction: from === 'server' ? 'received' : 'sent' });

/** A warning was the last that a server said before the connection broke: unrecognized_name, as some send it, explains the break. */
function lastWarning({ alerts, transcript }: TlsConversation): DirectedAlert | undefined {
  const last = alerts.findLast((seen) => seen.from === 'server');
  if (last?.kind !== 'readable' || isGoodbye(last.alert)) return undefined;
  const isLast = transcript.seen.findLast((seen) => seen.from === 'server')?.at.end === last.at.end;
  return isLast ? directed(last.alert, 'server') : undefined;
}

/** Before TLS 1.3 an alert behind ChangeCipherSpec cannot be read in a recording; the library, which could, names its number. */
function alertNamedIn(error: NodeJS.ErrnoException | undefined): DirectedAlert | undefined {
  const code = /SSL alert number (\d{1,3})/.exec(error?.message ?? '')?.[1];
  if (code === undefined) return undefined;
  return { level: 'fatal', code: Number(code), name: alertName(Number(code)), direction: 'received' };
}

/** The code of an error that came from the TLS library itself, not from TCP or from node's watch over it. */
function libraryWord(error: NodeJS.ErrnoException | undefined): string | undefined {
  return error?.code !== undefined && /^ERR_(?:SSL|OSSL|TLS)_/.test(error.code) ? error.code : undefined;
}

/** decode_error and the like: this side says that the other broke the protocol. With the others it says that it cannot or will not go on. */
const brokenBy = new Set([10, 20, 21, 22, 47, 50, 51, 109, 110]);

function complaintOf(conversation: TlsConversation, reason: string): Failure {
  const alert = decisiveAlert(conversation, 'client');
  const isBroken = alert ? brokenBy.has(alert.code) : conversation.transcript.seen.some(isFaulty) || brokenWords.test(reason);
  // A server of SSL 2 or 3 breaks no rule; the library complains of whatever it does not understand there.
  const isOld = conversation.answer.kind === 'ssl2' || (conversation.answer.kind === 'chosen' && conversation.answer.version < TLS10);
  return { kind: isBroken && !isOld ? 'malformed' : 'unsupported', reason, ...(alert ? { alert } : {}) };
}

const brokenWords = /BAD_|DECRYPT|DIGEST|LENGTH|UNEXPECTED|EXCESSIVE|TOO_MANY/;

const isFaulty = (seen: Seen): boolean =>
  seen.from === 'server' && (seen.kind === 'fault' || (seen.kind === 'handshake' && seen.message.faults.length > 0));

const hasSpoken = ({ transcript }: TlsConversation): boolean => transcript.seen.some(({ from }) => from === 'server');

/** What a peer speaks that answered a ClientHello with something else. */
export function languageOf(octets: Uint8Array): 'plain-sip' | 'http' | 'not-tls' {
  const text = latin1(octets.subarray(0, 512)).trimStart();
  if (/^SIP\/|^[A-Z]+ sips?:[^\r\n]* SIP\//i.test(text)) return 'plain-sip';
  // Proxies answer what they cannot read with a page and no status line, as in HTTP 0.9.
  return /^HTTP\/|^<!doctype html|^<html/i.test(text) ? 'http' : 'not-tls';
}
