import type { Severity } from '../rules/rule';

/** Colours words of a report; every coloured word is also a word. */
export type Painter = { readonly [name in Severity | 'path' | 'dim' | 'tls']: (text: string) => string };

export const painter = (hasColours: boolean): Painter => (hasColours ? inColour : plain);

const asIs = (text: string): string => text;
const plain: Painter = { error: asIs, warning: asIs, info: asIs, hint: asIs, path: asIs, dim: asIs, tls: asIs };

const sgr = (codes: string) => (text: string) => `\u001b[${codes}m${text}\u001b[0m`;
const inColour: Painter = {
  error: sgr('1;31'),
  warning: sgr('1;33'),
  info: sgr('34'),
  hint: sgr('2'),
  path: sgr('1'),
  dim: sgr('2'),
  tls: sgr('32'),
};
