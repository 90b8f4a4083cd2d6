/** How much a text or shape stands out from what is behind it (WCAG 2.2, 1.4.3 and 1.4.11), and what it is. */
export interface Contrast {
  readonly ratio: number;
  readonly what: string;
}
