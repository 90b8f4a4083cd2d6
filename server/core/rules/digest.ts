import type { Hop } from '../sip/hop';
import type { SipMessage } from '../sip/message';
import { isClear } from '../sip/next-hop';
import { tagOf, textOfUri } from '../sip/roles';
import { hostName, type Socket } from '../sip/socket';
import type { FrameId } from './rule';

/**
 * What one message may know of the others. A frame states facts, each a line of text; a rule asks which other frames state a fact.
 * The asking is remembered, so that after an edit exactly those frames are judged again whose question has another answer.
 */
export interface Digest {
  /** Some frame states the fact, be it this one. */
  isStated(fact: string): boolean;
  /** Frames other than this one that state the fact, the first few of them. */
  framesStating(fact: string): readonly FrameId[];
}

/** Nothing else is known: a message on its own. */
export const emptyDigest: Digest = { isStated: () => false, framesStating: () => [] };

/** The framing says that this transport was spoken from or to that socket. */
export const socketFact = (transport: string, socket: Socket): string => `socket ${transport} ${socket.host}:${socket.port ?? ''}`;

/** A key with this fingerprint crossed a hop in clear, in the transaction of this Call-ID and CSeq. */
export const clearKeyFact = (callId: string, cseq: number, keyId: string): string => `key ${keyId} ${cseq} ${callId}`;

/** Some key crossed a hop in clear in that transaction. */
export const clearLegFact = (callId: string, cseq: number): string => `keys ${cseq} ${callId}`;

/** Proxies recorded themselves in this call, so that its later requests go to them and not to a Contact. */
export const routedFact = (callId: string): string => `routed ${callId}`;

/** A 3xx sent a caller to that sips: URI. */
export const redirectFact = (uri: string): string => `redirect ${uri}`;

/** The trace shows that `transport` is really spoken on that port of that host. */
export function isSpokenOn(digest: Digest, transport: string, host: string, port: number): boolean {
  return digest.isStated(socketFact(transport, { host: hostName(host), port }));
}

/**
 * Later requests to the Contact of this message may go to a proxy first, so that the Contact says nothing of this hop. Proxies need not
 * record themselves again inside a dialog (RFC 3261 §16.6 step 4), so a missing Record-Route proves nothing there.
 */
export function mayBeRouted(message: SipMessage, digest: Digest): boolean {
  if (message.has('Record-Route')) return true;
  if (message.isRequest) return tagOf(message.to) !== undefined && message.vias.length > 1;
  return message.callId !== undefined && digest.isStated(routedFact(message.callId));
}

/** What a frame states. */
export function factsOf(message: SipMessage, hop: Hop): readonly string[] {
  const facts: string[] = [];
  if (hop.framing) {
    if (hop.source?.port !== undefined) facts.push(socketFact(hop.framing, hop.source));
    if (hop.destination?.port !== undefined) facts.push(socketFact(hop.framing, hop.destination));
  }
  if (hop.transport && isClear(hop.transport) && message.text.includes('inline:')) {
    const { callId, cseq } = message;
    const keys = callId !== undefined && cseq ? sdesKeysOf(message) : [];
    if (callId !== undefined && cseq && keys.length > 0) {
      facts.push(clearLegFact(callId, cseq.number));
      for (const key of keys) facts.push(clearKeyFact(callId, cseq.number, key.id));
    }
  }
  if (message.status >= 300 && message.status < 400) {
    for (const { uri } of message.contacts) if (uri?.isSips) facts.push(redirectFact(textOfUri(message, uri)));
  }
  // A Route inside a dialog is its route set; one in a first request is only the sender's outbound proxy.
  if (message.has('Record-Route') || (message.has('Route') && tagOf(message.to))) {
    const { callId } = message;
    if (callId !== undefined) facts.push(routedFact(callId));
  }
  return facts;
}

/** The SDES keys that a message carries (RFC 4568 §6.1), each by a fingerprint and never by its value. */
export function sdesKeysOf(
  message: SipMessage,
): { readonly id: string; readonly octets: number; readonly at: { start: number; end: number }; readonly isUsed: boolean }[] {
  // Most messages carry none, and their session description need not be read then.
  const sdp = message.text.includes('inline:') ? message.sdp : undefined;
  if (!sdp) return [];
  return sdp.media.flatMap((media) =>
    media.attributes
      .filter((a) => a.name === 'crypto')
      .flatMap((a) => {
        const key = /inline:([A-Za-z0-9+/=]+)/.exec(a.attribute)?.[1];
        if (key === undefined) return [];
        return [
          {
            id: fingerprint(key),
            octets: Math.floor((key.replace(/=+$/, '').length * 3) / 4),
            at: { start: a.start, end: a.end },
            isUsed: media.port !== 0,
          },
        ];
      }),
  );
}

/** Tells two keys apart within one trace (FNV-1a over two 32-bit halves). Not a hash to print: too short to keep a key secret. */
function fingerprint(key: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < key.length; i++) {
    a = Math.imul(a ^ key.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ key.charCodeAt(key.length - 1 - i), 0x811c9dc5);
  }
  return `${(a >>> 0).toString(16)}${(b >>> 0).toString(16)}`;
}
