import { type Suite, suites } from './suites';

/**
 * The names by which OpenSSL, and every program that hands its lists to it, calls the cipher suites: `ECDHE-RSA-AES256-GCM-SHA384` for
 * `TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384`. Those of TLS 1.3 have their registered names there too.
 */

/** undefined where OpenSSL has no such suite. */
export const opensslName = (suite: Suite): string | undefined => namesByCode.get(suite.code);

/** By OpenSSL's name, the letter case as it stands, which OpenSSL does not change either. */
export const suiteByOpensslName = (name: string): Suite | undefined => suitesByName.get(oldNames[name] ?? name);

/** Names of OpenSSL before 1.1.0, still taken. */
const oldNames: { readonly [name: string]: string } = {
  'EDH-RSA-DES-CBC3-SHA': 'DHE-RSA-DES-CBC3-SHA',
  'EDH-DSS-DES-CBC3-SHA': 'DHE-DSS-DES-CBC3-SHA',
  'EDH-RSA-DES-CBC-SHA': 'DHE-RSA-DES-CBC-SHA',
  'EDH-DSS-DES-CBC-SHA': 'DHE-DSS-DES-CBC-SHA',
};

const keyExchanges: { readonly [words: string]: string } = {
  RSA: '',
  DH_anon: 'ADH-',
  ECDH_anon: 'AECDH-',
  SRP_SHA: 'SRP-',
  SRP_SHA_RSA: 'SRP-RSA-',
  SRP_SHA_DSS: 'SRP-DSS-',
};

/** The key exchanges of which OpenSSL writes the words one by one. */
const spelled = /^(?:DHE|ECDHE|DH|ECDH)_(?:RSA|DSS|ECDSA)$|^(?:PSK|DHE_PSK|RSA_PSK|ECDHE_PSK)$/;

function nameOf({ name, isTls13, isSignal }: Suite): string | undefined {
  if (isSignal) return undefined;
  if (isTls13) return name;
  const [, words = '', cipher = ''] = /^TLS_(\w+?)_WITH_(\w+)$/.exec(name) ?? [];
  const isExport = words.endsWith('_EXPORT') || words.includes('_EXPORT_');
  const exchange = words.replace('_EXPORT', '').replace('PSK_DHE', 'DHE_PSK');
  // With RSA for the signature, OpenSSL leaves it out of the names of ARIA.
  if (exchange === 'ECDHE_RSA' && cipher.startsWith('ARIA')) return `ECDHE-${cipherName(cipher, exchange)}`;
  const prefix = keyExchanges[exchange] ?? (spelled.test(exchange) ? `${exchange.replaceAll('_', '-')}-` : undefined);
  const rest = cipherName(cipher, exchange);
  return prefix === undefined || rest === undefined ? undefined : `${isExport ? 'EXP-' : ''}${prefix}${rest}`;
}

function cipherName(cipher: string, exchange: string): string | undefined {
  const fixed = fixedNames[cipher];
  if (fixed !== undefined) return fixed;
  const [, algorithm = '', bits = '', mode = '', hash] =
    /^(AES|CAMELLIA|ARIA)_(128|256)_(CBC|GCM|CCM_8|CCM)(?:_(SHA\d*))?$/.exec(cipher) ?? [];
  if (algorithm === '' || (algorithm === 'ARIA' && mode !== 'GCM')) return undefined;
  const block = `${algorithm}${bits}`;
  if (mode === 'CCM' || mode === 'CCM_8') return `${block}-${mode.replace('_', '')}`;
  if (mode === 'GCM') return `${block}-GCM-${hash}`;
  // Only the suites with a shared key and those of SRP have the CBC in their names.
  if (exchange.startsWith('SRP')) return `${algorithm}-${bits}-CBC-${hash}`;
  return exchange.includes('PSK') && algorithm === 'AES' ? `${block}-CBC-${hash}` : `${block}-${hash}`;
}

const fixedNames: { readonly [cipher: string]: string } = {
  '3DES_EDE_CBC_SHA': 'DES-CBC3-SHA',
  DES_CBC_SHA: 'DES-CBC-SHA',
  DES40_CBC_SHA: 'DES-CBC-SHA',
  RC4_128_SHA: 'RC4-SHA',
  RC4_128_MD5: 'RC4-MD5',
  RC4_40_MD5: 'RC4-MD5',
  RC2_CBC_40_MD5: 'RC2-CBC-MD5',
  IDEA_CBC_SHA: 'IDEA-CBC-SHA',
  SEED_CBC_SHA: 'SEED-SHA',
  NULL_MD5: 'NULL-MD5',
  NULL_SHA: 'NULL-SHA',
  NULL_SHA256: 'NULL-SHA256',
  NULL_SHA384: 'NULL-SHA384',
  CHACHA20_POLY1305_SHA256: 'CHACHA20-POLY1305',
};

const namesByCode = new Map<number, string>();
const suitesByName = new Map<string, Suite>();
for (const suite of suites) {
  const name = nameOf(suite);
  if (name === undefined || suitesByName.has(name)) continue;
  namesByCode.set(suite.code, name);
  suitesByName.set(name, suite);
}
