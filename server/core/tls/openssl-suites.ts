import { opensslName } from './openssl-names';
import { type KeyExchange, type Suite, suites } from './suites';

/**
 * The suites of TLS up to 1.2 as OpenSSL's cipher lists pick them (openssl-ciphers(1)): by what they exchange keys, authenticate, encrypt and
 * hash with. Facts of OpenSSL 3.0; what it no longer has is kept beside, since lists that name such suites are still written.
 */
export interface OpensslSuite {
  readonly suite: Suite;
  /** `ECDHE-RSA-AES256-GCM-SHA384`. */
  readonly name: string;
  readonly exchange: 'RSA' | 'DH' | 'DHE' | 'ECDH' | 'ECDHE' | 'PSK' | 'DHE_PSK' | 'ECDHE_PSK' | 'RSA_PSK' | 'SRP';
  readonly authentication: 'RSA' | 'DSS' | 'ECDSA' | 'ECDH' | 'DH' | 'PSK' | 'SRP' | 'none';
  readonly cipher: Cipher;
  readonly bits: number;
  readonly hash: 'AEAD' | 'MD5' | 'SHA1' | 'SHA256' | 'SHA384';
  /** The protocol with which it came, which is a keyword of the lists. */
  readonly since: 'SSLv3' | 'TLSv1' | 'TLSv1.2';
  readonly isExport: boolean;
  /** OpenSSL 3.0 as it is usually built does not have it. */
  readonly isGone: boolean;
  /** Part of ALL and not of DEFAULT. */
  readonly isLeftOutByDefault: boolean;
}

type Cipher =
  | 'AES'
  | 'AESGCM'
  | 'AESCCM'
  | 'AESCCM8'
  | 'CAMELLIA'
  | 'ARIAGCM'
  | 'CHACHA20'
  | '3DES'
  | 'DES'
  | 'RC4'
  | 'RC2'
  | 'IDEA'
  | 'SEED'
  | 'NULL';

function opensslSuite(suite: Suite): OpensslSuite | undefined {
  const name = opensslName(suite);
  const [, words = '', rest = ''] = /^TLS_(\w+?)_WITH_(\w+)$/.exec(suite.name) ?? [];
  const exchange = words.startsWith('SRP') ? 'SRP' : exchanges[suite.keyExchange];
  const cipher = cipherOf(rest);
  if (name === undefined || exchange === undefined || cipher === undefined) return undefined;
  const isExport = words.includes('EXPORT');
  const authentication = authenticationOf(words, exchange);
  const hash = hashOf(rest, cipher);
  return {
    suite,
    name,
    // The keys of anonymous suites are made anew as well.
    exchange: words.startsWith('DH_anon') ? 'DHE' : words.startsWith('ECDH_anon') ? 'ECDHE' : exchange,
    authentication,
    cipher,
    bits: isExport ? 40 : bitsOf(rest, cipher),
    hash,
    since: sinceOf(hash, exchange),
    isExport,
    isGone:
      isExport ||
      gone.has(cipher) ||
      authentication === 'DH' ||
      authentication === 'ECDH' ||
      isUnimplemented(exchange, cipher, authentication),
    isLeftOutByDefault: authentication === 'none' || authentication === 'DSS' || leftOut.has(cipher),
  };
}

const exchanges: { readonly [kind in KeyExchange]?: OpensslSuite['exchange'] } = {
  RSA: 'RSA',
  DH: 'DH',
  DHE: 'DHE',
  ECDH: 'ECDH',
  ECDHE: 'ECDHE',
  PSK: 'PSK',
  DHE_PSK: 'DHE_PSK',
  ECDHE_PSK: 'ECDHE_PSK',
  RSA_PSK: 'RSA_PSK',
};

function authenticationOf(words: string, exchange: OpensslSuite['exchange']): OpensslSuite['authentication'] {
  if (words.includes('anon')) return 'none';
  if (exchange === 'SRP') return words.endsWith('RSA') ? 'RSA' : words.endsWith('DSS') ? 'DSS' : 'SRP';
  if (exchange === 'RSA_PSK') return 'RSA';
  if (exchange.endsWith('PSK')) return 'PSK';
  if (exchange === 'DH' || exchange === 'ECDH') return exchange;
  return words.includes('ECDSA') ? 'ECDSA' : words.includes('DSS') ? 'DSS' : 'RSA';
}

function cipherOf(rest: string): Cipher | undefined {
  const [, block = '', mode = ''] = /^(AES|CAMELLIA|ARIA)_\d+_(CBC|GCM|CCM_8|CCM)/.exec(rest) ?? [];
  if (block === 'AES') return mode === 'CBC' ? 'AES' : mode === 'GCM' ? 'AESGCM' : mode === 'CCM' ? 'AESCCM' : 'AESCCM8';
  if (block === 'CAMELLIA') return mode === 'CBC' ? 'CAMELLIA' : undefined;
  if (block === 'ARIA') return mode === 'GCM' ? 'ARIAGCM' : undefined;
  const [, word = ''] = /^(CHACHA20|3DES|DES|RC4|RC2|IDEA|SEED|NULL)/.exec(rest) ?? [];
  return others.find((each) => each === word);
}

const others: readonly Cipher[] = ['CHACHA20', '3DES', 'DES', 'RC4', 'RC2', 'IDEA', 'SEED', 'NULL'];
const gone: ReadonlySet<Cipher> = new Set<Cipher>(['3DES', 'DES', 'RC4', 'RC2', 'IDEA', 'SEED']);
const leftOut: ReadonlySet<Cipher> = new Set<Cipher>(['CAMELLIA', 'ARIAGCM', 'AESCCM', 'AESCCM8', 'SEED']);

function bitsOf(rest: string, cipher: Cipher): number {
  return bits[cipher] ?? (/_256_/.test(rest) ? 256 : 128);
}

const bits: { readonly [cipher in Cipher]?: number } = { CHACHA20: 256, '3DES': 112, DES: 56, NULL: 0 };

function hashOf(rest: string, cipher: Cipher): OpensslSuite['hash'] {
  if (/GCM|CCM|CHACHA20/.test(cipher)) return 'AEAD';
  return rest.endsWith('SHA384') ? 'SHA384' : rest.endsWith('SHA256') ? 'SHA256' : rest.endsWith('MD5') ? 'MD5' : 'SHA1';
}

function sinceOf(hash: OpensslSuite['hash'], exchange: OpensslSuite['exchange']): OpensslSuite['since'] {
  if (hash === 'AEAD') return 'TLSv1.2';
  if (hash === 'SHA256' || hash === 'SHA384') return exchange.endsWith('PSK') ? 'TLSv1' : 'TLSv1.2';
  return exchange.startsWith('ECDH') ? 'TLSv1' : 'SSLv3';
}

/** What is registered and OpenSSL never had. */
const isUnimplemented = (exchange: OpensslSuite['exchange'], cipher: Cipher, authentication: OpensslSuite['authentication']): boolean =>
  (exchange === 'ECDHE_PSK' && /GCM|CCM/.test(cipher)) || (authentication === 'none' && cipher === 'ARIAGCM');

/** In descending order of their numbers, from which OpenSSL starts. */
export const opensslSuites: readonly OpensslSuite[] = suites.flatMap((suite) => opensslSuite(suite) ?? []).reverse();

export const opensslSuiteByName: ReadonlyMap<string, OpensslSuite> = new Map(opensslSuites.map((each) => [each.name, each]));
