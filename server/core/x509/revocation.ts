import type { Certificate, CertificateFault } from './certificate';
import type { SignatureCheck } from './path';
import type { Digest, SignedCheck } from './signed';

/** What one source says about one certificate, after its word was checked. */
export interface RevocationVerdict {
  /** bad: the word may not be believed, and `fault` says why. */
  readonly outcome: 'good' | 'revoked' | 'unknown' | 'bad';
  readonly fault?: RevocationFault;
  /** One sentence for people. */
  readonly why: string;
  readonly revokedAt?: Date;
  /** As RFC 5280 §5.3.1 names it. */
  readonly reason?: string;
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date;
}

export type RevocationFault =
  | 'malformed'
  /** The responder said only that it will not answer (RFC 6960 §2.3). */
  | 'no-answer'
  | 'other-certificate'
  /** Signed by somebody who may not speak for the issuer, or whom nobody can check. */
  | 'other-signer'
  | 'bad-signature'
  | 'signature-unchecked'
  | 'not-yet-valid'
  | 'out-of-date'
  | 'other-nonce'
  /** It covers only some certificates or reasons, and not this one; or it says something that must be understood and is not. */
  | 'out-of-scope';

/** What a runtime's library has to do for it. */
export interface RevocationTools {
  readonly digest: Digest;
  readonly checkSigned: SignedCheck;
  readonly checkSignature: SignatureCheck;
  readonly certificateOf: (der: Uint8Array) => Certificate | CertificateFault;
}

export const bad = (fault: RevocationFault, why: string): RevocationVerdict => ({ outcome: 'bad', fault, why });

/** Clocks differ: so much may a source be ahead of this one. */
const TOLERANCE_MS = 5 * 60_000;

export type Timeliness = Pick<RevocationVerdict, 'thisUpdate' | 'nextUpdate'> & { readonly thisUpdate: Date };

/** Whether the word counts now, or what is wrong with its time (RFC 6960 §4.2.2.1, RFC 5280 §5.1.2.5). `what` begins the sentence. */
export function timeFault({ thisUpdate, nextUpdate }: Timeliness, now: Date, what: string): RevocationVerdict | undefined {
  if (now.getTime() < thisUpdate.getTime() - TOLERANCE_MS)
    return {
      outcome: 'bad',
      fault: 'not-yet-valid',
      why: `${what} counts only from ${written(thisUpdate)} on: one of the two clocks is wrong.`,
    };
  if (nextUpdate && now > nextUpdate)
    return { outcome: 'bad', fault: 'out-of-date', why: `${what} is out of date: a newer one was due by ${written(nextUpdate)}.` };
  return undefined;
}

/** A revocation ahead is none yet. */
export function revokedVerdict(
  { revokedAt, reason, by }: { readonly revokedAt: Date; readonly reason?: string; readonly by: string },
  now: Date,
): RevocationVerdict {
  const facts = { revokedAt, ...(reason !== undefined && { reason }) };
  if (revokedAt > now) return { outcome: 'good', why: `${by} will revoke it on ${written(revokedAt)}.`, ...facts };
  const verb = reason === 'certificateHold' ? 'suspended' : 'revoked';
  return { outcome: 'revoked', why: `${by} says that it was ${verb} on ${written(revokedAt)} (${reason ?? 'no reason given'}).`, ...facts };
}

/** `2026-06-01 12:00 UTC` */
export const written = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** CRLReason (RFC 5280 §5.3.1). */
export const reasonName = (code: number): string => reasons[code] ?? `reason ${code}`;

const reasons: { readonly [code: number]: string } = {
  0: 'unspecified',
  1: 'keyCompromise',
  2: 'cACompromise',
  3: 'affiliationChanged',
  4: 'superseded',
  5: 'cessationOfOperation',
  6: 'certificateHold',
  8: 'removeFromCRL',
  9: 'privilegeWithdrawn',
  10: 'aACompromise',
};
