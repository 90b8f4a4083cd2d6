/** What a tired engineer reads first: whether it works, for which address not, why, and what to do. Plain text, the peer's words as they came. */
export interface Verdict {
  readonly state: 'done' | 'running' | 'cancelled';
  readonly shape: 'ok' | 'warning' | 'error' | 'info' | 'none';
  readonly headline: string;
  readonly why?: string;
  readonly next?: NextStep;
}

export interface NextStep {
  /** Follows `Next: `. */
  readonly text: string;
  /** What one button can do of it; `endpoint` is an index of the report's. */
  readonly action?: { readonly kind: 'save-repaired'; readonly endpoint: number } | { readonly kind: 'again' };
}
