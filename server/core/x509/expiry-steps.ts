import type { Certificate } from './certificate';
import { validityDays } from './chain-facts';

/** From how many days before its end on a certificate is worth a note, a warning, and haste. */
export interface ExpirySteps {
  readonly first: number;
  readonly second: number;
  readonly urgent: number;
}

/** Thirty days would cry wolf for the whole life of a certificate that lives no longer than the longest of 2029. */
export function expirySteps(certificate: Certificate): ExpirySteps {
  const days = validityDays(certificate);
  return days <= 47 ? { first: days / 3, second: days / 6, urgent: Math.min(2, days / 3) } : { first: 30, second: 14, urgent: 7 };
}
