/** What is known of the revocation of a chain's certificates, from where, and what could not be learnt. */
export interface RevocationFacts {
  /** The worst that was found; not-checked where nobody asked and nothing was stapled. */
  readonly revocation: 'not-checked' | 'good' | 'revoked' | 'unknown' | 'unavailable';
  readonly checks: readonly RevocationCheck[];
}

export interface RevocationCheck {
  /** SHA-256 of the certificate that it is about. */
  readonly certificate: string;
  readonly source: 'stapled' | 'ocsp' | 'crl';
  /** Who was asked; absent for a stapled answer. */
  readonly url?: string;
  /** bad: there is an answer, and it may not be believed. unavailable: there is none. */
  readonly outcome: 'good' | 'revoked' | 'unknown' | 'bad' | 'unavailable';
  /** One sentence for people. */
  readonly why: string;
  readonly revokedAt?: Date;
  /** As RFC 5280 §5.3.1 names it: keyCompromise, certificateHold, … */
  readonly reason?: string;
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date;
  readonly durationMs?: number;
}
