import { TLS10, TLS12, TLS13 } from '../../tls/versions';

/** `tls_method` of tls_mgm: one name, or a range of two of which either may be left out (tls_openssl, openssl_config.c). */
export type Method =
  | {
      readonly kind: 'one' | 'range';
      readonly least: number;
      readonly most: number /** By the start of a name only. */;
      readonly isByPrefix: boolean;
    }
  | { readonly kind: 'invalid' };

interface Name {
  readonly name: string;
  readonly least: number;
  readonly most: number;
}

/** In the order in which they are compared: a value that is the start of a name is that name. */
const names: readonly Name[] = [
  { name: 'SSLv23', least: TLS10, most: TLS13 },
  { name: 'TLSany', least: TLS10, most: TLS13 },
  { name: 'TLSv1', least: TLS10, most: TLS10 },
  { name: 'TLSv1_2', least: TLS12, most: TLS12 },
  { name: 'TLSv1_3', least: TLS13, most: TLS13 },
];

export const methodNames: readonly string[] = names.map(({ name }) => name);

const found = (text: string): (Name & { readonly isExact: boolean }) | undefined => {
  const wanted = text.toLowerCase();
  const exact = names.find(({ name }) => name.toLowerCase() === wanted);
  if (exact) return { ...exact, isExact: true };
  const close = names.find(({ name }) => name.toLowerCase().startsWith(wanted));
  return close && { ...close, isExact: false };
};

export function methodOf(text: string): Method {
  const dash = text.indexOf('-');
  if (dash < 0) {
    const one = text.trim() === '' ? undefined : found(text.trim());
    if (!one) return { kind: 'invalid' };
    const { least, most, isExact } = one;
    // SSLv23 is whatever the library does: a range under one name.
    return { kind: least === most ? 'one' : 'range', least, most, isByPrefix: !isExact };
  }
  const [low, high] = [text.slice(0, dash).trim(), text.slice(dash + 1).trim()];
  const [from, to] = [low === '' ? undefined : found(low), high === '' ? undefined : found(high)];
  if ((low !== '' && !from) || (high !== '' && !to)) return { kind: 'invalid' };
  return {
    kind: 'range',
    least: from?.least ?? TLS10,
    most: to?.most ?? TLS13,
    isByPrefix: from?.isExact === false || to?.isExact === false,
  };
}

/** What somebody may have meant: `TLSv1.2`, `tls1_2+` and `TLSv1_1` are all close to one of the names. Up to 2.4 there are no ranges, and no 1.3. */
export function nearestMethod(text: string, isOld: boolean): string {
  if (isOld) return 'TLSv1_2';
  return /1[._-]?3/.test(text) && !/1[._-]?[012]/.test(text) ? 'TLSv1_3' : 'TLSv1_2-';
}
