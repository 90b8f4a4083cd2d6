import { type Ends, framingOf } from '../sip/hop';
import type { SipMessage } from '../sip/message';
import { isClear, type Transport } from '../sip/next-hop';
import { tagOf, textOfUri } from '../sip/roles';
import { hostName, writeSocket } from '../sip/socket';
import type { FrameId, Loss } from '../trace/frame';

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
export const socketFact = (transport: string, socket: string): string => `socket ${transport} ${socket.toLowerCase()}`;

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
  return digest.isStated(socketFact(transport, writeSocket({ host: hostName(host), port })));
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

/** What a frame states. Asked of every message of a trace at once, so it reads no more of each than it must. */
export function factsOf(message: SipMessage, frame: Ends, loses: readonly Loss[]): readonly string[] {
  const facts: string[] = [];
  const framing = framingOf(message, frame, loses);
  if (framing && frame.source) facts.push(socketFact(framing, frame.source));
  if (framing && frame.destination) facts.push(socketFact(framing, frame.destination));
  if (message.text.includes('inline:')) addClearKeys(message, framing, facts);
  if (message.text.startsWith('SIP/2.0 3')) {
    for (const { uri } of message.contacts) if (uri?.isSips) facts.push(redirectFact(textOfUri(message, uri)));
  }
  // A Route inside a dialog is its route set; one in a first request is only the sender's outbound proxy.
  if (message.has('Record-Route') || (message.has('Route') && tagOf(message.to))) {
    const { callId } = message;
    if (callId !== undefined) facts.push(routedFact(callId));
  }
  return facts;
}

function addClearKeys(message: SipMessage, framing: Transport | undefined, facts: string[]): void {
  const { callId, cseq } = message;
  if (callId === undefined || !cseq || !isClear(framing ?? message.topVia?.transport ?? '')) return;
  const keys = sdesKeysOf(message);
  if (keys.length > 0) facts.push(clearLegFact(callId, cseq.number));
  for (const key of keys) facts.push(clearKeyFact(callId, cseq.number, key.id));
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
