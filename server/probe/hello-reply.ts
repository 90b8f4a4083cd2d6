import { randomBytes } from 'node:crypto';
import type { Alert } from '#core/tls/alerts';
import { type HelloOffer, writeClientHello } from '#core/tls/client-hello';
import { extension } from '#core/tls/extensions';
import type { Handshake, ServerHello } from '#core/tls/handshake';
import { TLS13, versionName } from '#core/tls/versions';
import type { HelloAnswer } from './hello-exchange';

/** One question of an enumeration, and what its answer says about it. */

export type Offer = Omit<HelloOffer, 'random' | 'sessionId' | 'versions'> & {
  readonly version: number;
  /** Before all others that wait: for the longest chain of questions, which decides how long the whole takes. */
  readonly isFirst?: boolean;
};

/** What an offer came to. unknown: the server did not say no, it did not answer, or not as a TLS server. */
export type Reply =
  | {
      readonly kind: 'accepted';
      readonly hello: ServerHello;
      readonly group: number | undefined;
      readonly isRetry: boolean;
      readonly later: readonly Handshake[];
    }
  /** closing: it closes on this offer again and again, while it answers others. */
  | { readonly kind: 'refused'; readonly by: 'alert'; readonly alert: Alert }
  | { readonly kind: 'refused'; readonly by: 'version' | 'closing' }
  | { readonly kind: 'unknown'; readonly why: string };

/** dropped: nothing was said about the offer, so that it may be repeated. */
export type Judged = Reply | { readonly kind: 'dropped'; readonly why: string; readonly isTcp: boolean; readonly alert?: Alert };

export function writeOffer({ version, ...offer }: Offer): Uint8Array {
  // Boxes in between take a hello with a session for one of TLS 1.2 (RFC 8446 §D.4).
  const sessionId = version >= TLS13 ? { sessionId: randomBytes(32) } : {};
  return writeClientHello({ ...offer, ...sessionId, versions: [version], random: randomBytes(32) });
}

/** Fatal alerts that say nothing about what was offered: a name not known, no access, an error within, or a farewell. */
const saysNothing = new Set([0, 49, 80, 90, 112]);

export function judge(offer: Offer, answer: HelloAnswer): Judged {
  switch (answer.kind) {
    case 'chosen':
    case 'retry':
      return judgeHello(offer, answer);
    case 'alert':
      if (!saysNothing.has(answer.alert.code)) return { kind: 'refused', by: 'alert', alert: answer.alert };
      if (answer.alert.code === 112) return { kind: 'unknown', why: 'alert unrecognized_name' };
      return { kind: 'dropped', why: `alert ${answer.alert.name}`, isTcp: false, alert: answer.alert };
    case 'ssl2':
      return { kind: 'refused', by: 'version' };
    case 'closed':
    case 'reset':
      return { kind: 'dropped', why: answer.kind, isTcp: false };
    case 'refused':
    case 'timeout':
    case 'unreachable':
      return { kind: 'dropped', why: `TCP ${answer.kind}`, isTcp: true };
    case 'foreign':
      return { kind: 'unknown', why: 'the answer is not TLS' };
    case 'malformed':
      return { kind: 'unknown', why: `malformed: ${answer.fault}` };
    default:
      return { kind: 'unknown', why: answer.kind };
  }
}

function judgeHello(offer: Offer, answer: Extract<HelloAnswer, { kind: 'chosen' | 'retry' }>): Reply {
  const { hello } = answer;
  if (hello.version !== offer.version) {
    if (hello.version < offer.version) return { kind: 'refused', by: 'version' };
    return { kind: 'unknown', why: `${versionName(hello.version)} was chosen, which was not offered` };
  }
  if (!offer.suites.includes(hello.suite)) return { kind: 'unknown', why: 'a suite was chosen that was not offered' };
  const isRetry = answer.kind === 'retry';
  const group = isRetry ? answer.group : extension(hello.extensions, 'key_share')?.shares[0]?.group;
  return { kind: 'accepted', hello, group, isRetry, later: isRetry ? [] : answer.later };
}
