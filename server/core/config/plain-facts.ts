import type { ConfigFacts, Product } from './model';

/** Facts of one file that includes nothing; what the product has is laid over it. */
export function plainFacts(
  { file, text }: { readonly file: string; readonly text: string },
  { dialect, product }: { readonly dialect: string; readonly product: Product },
): ConfigFacts {
  return {
    dialect,
    product,
    root: file,
    files: [file],
    listeners: [],
    profiles: [],
    peers: [],
    routes: [],
    definitions: [],
    includes: [],
    settings: [],
    symbols: [],
    texts: new Map([[file, text]]),
    problems: [],
  };
}
