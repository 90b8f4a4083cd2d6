import type { Hop } from '../sip/hop';
import type { SipMessage } from '../sip/message';
import { isClear } from '../sip/next-hop';
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

/** The trace shows that `transport` is really spoken on that port of that host. */
export function isSpokenOn(digest: Digest, transport: string, host: string, port: number): boolean {
  return digest.isStated(socketFact(transport, { host: hostName(host), port }));
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
    if (callId !== undefined && cseq) for (const key of sdesKeysOf(message)) facts.push(clearKeyFact(callId, cseq.number, key.id));
  }
  return facts;
}

/** The SDES keys that a message carries (RFC 4568 §6.1), each by a fingerprint and never by its value. */
export function sdesKeysOf(
  message: SipMessage,
): { readonly id: string; readonly octets: number; readonly at: { start: number; end: number }; readonly isUsed: boolean }[] {
  const sdp = message.sdp;
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
