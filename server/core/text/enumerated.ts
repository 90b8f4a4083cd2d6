import { listed } from '../hover/words';

/** `a, b and c`; of many only the first, and how many more there are. */
export const enumerated = (items: readonly string[], most = 5): string =>
  listed(items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items);
