import { suiteTable } from './suite-table';
import { hexCode, isGrease } from './versions';

/** Cipher suites by number, taken apart by their names: the name says key exchange, authentication and cipher (RFC 5246 §A.5). */

/** modern: TLS 1.3; acceptable: forward secrecy with an AEAD cipher; weak: works, should go; broken: protects little or nothing. */
export type Grade = 'modern' | 'acceptable' | 'weak' | 'broken';

export interface Suite {
  readonly code: number;
  /** The registered name, `TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384`. */
  readonly name: string;
  /** `RFC 5289`, a draft, or `unregistered`. */
  readonly source: string;
  readonly grade: Grade;
  /** `any`: the suite does not say, as in TLS 1.3. */
  readonly keyExchange: KeyExchange;
  /** What key the server's certificate must hold; `none`: no certificate is sent. */
  readonly certificateKey: 'RSA' | 'EC' | 'DSA' | 'GOST' | 'any' | 'none';
  /** Only TLS 1.3 speaks it; all others are for what came before. */
  readonly isTls13: boolean;
  /** Not a suite but a signal from the client: RFC 5746 §3.3, RFC 7507. */
  readonly isSignal: boolean;
}

export type KeyExchange = 'RSA' | 'DH' | 'DHE' | 'ECDH' | 'ECDHE' | 'PSK' | 'DHE_PSK' | 'ECDHE_PSK' | 'RSA_PSK' | 'other' | 'any';

export const suites: readonly Suite[] = suiteTable
  .trim()
  .split('\n')
  .map((line) => {
    const [code = '', name = '', source = ''] = line.split(' ');
    return suiteNamed(Number.parseInt(code, 16), name, /^\d/.test(source) ? `RFC ${source}` : source);
  });

const byCode = new Map(suites.map((suite) => [suite.code, suite]));
const byName = new Map(suites.map((suite) => [suite.name, suite]));

export const suiteOf = (code: number): Suite | undefined => byCode.get(code);
export const suiteByName = (name: string): Suite | undefined => byName.get(name);

export const suiteName = (code: number): string => byCode.get(code)?.name ?? (isGrease(code) ? 'GREASE' : hexCode(code));

/** By the name alone; the first line that applies counts. Of a signal (SCSV) it says nothing. */
export function gradeOf(name: string): Grade {
  if (/NULL|anon|EXPORT|RC4|RC2|DES40|_DES_|^TLS_SHA\d+_SHA\d+$/.test(name)) return 'broken';
  // CCM_8 has a tag of 64 bits only; the registry recommends none of its suites, that of TLS 1.3 included (RFC 8447).
  if (/CCM_8|_CBC_|28147|CTR_OMAC/.test(name)) return 'weak';
  if (isTls13Name(name)) return 'modern';
  return isForwardSecret(name) ? 'acceptable' : 'weak';
}

function isForwardSecret(name: string): boolean {
  return /^TLS_(?:EC)?DHE_|^TLS_PSK_DHE_|^TLS_ECCPWD_/.test(name);
}

function isTls13Name(name: string): boolean {
  return !name.includes('_WITH_') || /_MGM_[LS]$/.test(name);
}

function suiteNamed(code: number, name: string, source: string): Suite {
  const isSignal = name.endsWith('_SCSV');
  const isTls13 = !isSignal && isTls13Name(name);
  const [exchange = ''] = name.slice(4).split('_WITH_');
  return {
    code,
    name,
    source,
    grade: gradeOf(name),
    keyExchange: isTls13 || isSignal ? 'any' : keyExchangeOf(exchange),
    certificateKey: isTls13 || isSignal ? 'any' : certificateKeyOf(exchange),
    isTls13,
    isSignal,
  };
}

function keyExchangeOf(exchange: string): KeyExchange {
  const bare = exchange.replace(/_EXPORT\d*$/, '').replace('PSK_DHE', 'DHE_PSK');
  for (const kind of ['ECDHE_PSK', 'DHE_PSK', 'RSA_PSK', 'ECDHE', 'ECDH', 'DHE', 'DH', 'PSK', 'RSA'] as const)
    if (bare === kind || bare.startsWith(`${kind}_`)) return kind;
  return 'other';
}

function certificateKeyOf(exchange: string): Suite['certificateKey'] {
  if (/anon|NULL|KRB5|ECCPWD|SRP_SHA$/.test(exchange)) return 'none';
  if (/PSK/.test(exchange)) return exchange.startsWith('RSA_') ? 'RSA' : 'none';
  if (/ECDSA/.test(exchange) || exchange === 'ECDH_RSA') return 'EC';
  if (/RSA/.test(exchange)) return 'RSA';
  if (/DSS/.test(exchange)) return 'DSA';
  return exchange.startsWith('GOST') ? 'GOST' : 'any';
}
