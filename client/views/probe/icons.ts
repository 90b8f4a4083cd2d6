import { html, type SafeHtml } from '../html';

/** Shapes of 16 px. The silhouette says what is meant, the colour (a class) repeats it. */
const shapes = {
  error: html`<circle cx="8" cy="8" r="6.6" fill="currentColor" stroke="none"/><path d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8" class="cut" stroke-width="1.6"/>`,
  warning: html`<path d="M8 2L14.6 13.8H1.4z" stroke-linejoin="round"/><path d="M8 6v4M8 11.2v1.3" stroke-width="1.4"/>`,
  info: html`<circle cx="8" cy="8" r="6.2"/><path d="M8 7.2v4M8 4.6v1.3" stroke-width="1.4"/>`,
  hint: html`<path d="M5.9 11.2C5.9 9.7 4 8.9 4 6.4a4 4 0 0 1 8 0c0 2.5-1.9 3.3-1.9 4.8zM6.2 13h3.6M6.9 14.6h2.2"/>`,
  ok: html`<path d="M2.6 8.6l3.4 3.6L13.4 4" stroke-width="1.8"/>`,
  no: html`<path d="M3.5 3.5l9 9M12.5 3.5l-9 9" stroke-width="1.6"/>`,
  unknown: html`<path d="M5.4 6a2.6 2.6 0 1 1 3.9 2.3C8.3 8.9 8 9.3 8 10.4M8 12v1.4" stroke-width="1.4"/>`,
  none: html`<path d="M4 8h8"/>`,
  pending: html`<circle cx="8" cy="8" r="5.5" stroke-dasharray="2 2.3"/>`,
  running: html`<path d="M8 2a6 6 0 1 1-6 6" stroke-width="1.6"/>`,
  sent: html`<path d="M13.6 8H3M7 4L3 8l4 4M14 3v10" stroke-width="1.4"/>`,
  store: html`<ellipse cx="8" cy="4" rx="5" ry="2"/><path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2"/>`,
  missing: html`<circle cx="8" cy="8" r="6.2" stroke-dasharray="2.4 2"/><path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" stroke-width="1.4"/>`,
  differs: html`<path d="M3 6h10M3 10h10M10.4 2.6L5.6 13.4" stroke-width="1.4"/>`,
  lock: html`<path d="M3.5 7h9v6.5h-9zM5.3 7V5a2.7 2.7 0 0 1 5.4 0v2"/>`,
  copy: html`<path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"/>`,
  chev: html`<path d="M6 3.5L10.5 8 6 12.5"/>`,
  again: html`<path d="M13 8a5 5 0 1 1-1.6-3.7M13.2 1.8v3h-3"/>`,
  diff: html`<path d="M4.5 2v8.5M10.5 13.5h-2M11.5 14V5.5M2.5 4h4M9.5 12h4M2.5 12h4"/>`,
  export: html`<path d="M8 10V2M5 5l3-3 3 3M3 8.5v5h10v-5"/>`,
  suites: html`<path d="M2 4h5M2 8h5M2 12h5M9.5 4l1.2 1.2L13.5 2.6M9.5 8l1.2 1.2 2.8-2.6M10 11l3 3M13 11l-3 3"/>`,
  stop: html`<path d="M3.5 3.5h9v9h-9z"/>`,
  'grade-modern': html`<path d="M8 1.8l6.2 6.2L8 14.2 1.8 8z" fill="currentColor"/><path d="M5.2 8.2l2 2 3.6-4" class="cut" stroke-width="1.5"/>`,
  'grade-weak': html`<path d="M8 1.8l6.2 6.2L8 14.2 1.8 8z"/><path d="M8 4.8v4M8 10v1.3" stroke-width="1.4"/>`,
  'grade-broken': html`<path d="M8 1.8l6.2 6.2L8 14.2 1.8 8z" fill="currentColor"/><path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" class="cut" stroke-width="1.5"/>`,
  'grade-acceptable': html`<path d="M8 1.8l6.2 6.2L8 14.2 1.8 8z"/><path d="M5.2 8.2l2 2 3.6-4"/>`,
} as const;

export type Shape = keyof typeof shapes;
export type Tone = 'error' | 'warning' | 'info' | 'hint' | 'ok' | 'off' | 'plain';

/** Stands once in a document; `icon` refers to it. */
export const sprite: SafeHtml = html`<svg width="0" height="0" class="sprite" aria-hidden="true">${Object.entries(shapes).map(
  ([name, shape]) => html`<symbol id="i-${name}" viewBox="0 0 16 16">${shape}</symbol>`,
)}</svg>`;

/** Decoration beside a word that says the same. */
export const icon = (shape: Shape, tone: Tone = 'plain', more: 'big' | 'spin' | 'spin big' | 'chev' | '' = ''): SafeHtml =>
  html`<svg class="i ${tone} ${more}" viewBox="0 0 16 16" aria-hidden="true"><use href="#i-${shape}"/></svg>`;
