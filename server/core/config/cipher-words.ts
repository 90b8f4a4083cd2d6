import { type OpensslSuite, opensslSuiteByName } from '../tls/openssl-suites';

/** A word of a cipher list: whether it stands for a suite. `isAboutGone`: it is written to speak of suites that OpenSSL 3 no longer has. */
export interface CipherWord {
  readonly stands: (suite: OpensslSuite) => boolean;
  readonly isAboutGone: boolean;
}

/** undefined: OpenSSL passes over it without a word. Letter case counts. */
export function cipherWord(word: string): CipherWord | undefined {
  const known = Object.hasOwn(keywords, word) ? keywords[word] : undefined;
  if (known) return { stands: known, isAboutGone: aboutGone.test(word) };
  const named = opensslSuiteByName.get(oldNames[word] ?? word);
  return named && { stands: (suite) => suite === named, isAboutGone: true };
}

const aboutGone = /^(?:3DES|DES|RC4|RC2|IDEA|SEED|MD5|LOW|MEDIUM|EXP|EXPORT(?:40|56)?|aDH|aECDH|kDH[rd]|kECDH[re]|SSLv2)$/;

/** Names of OpenSSL before 1.1.0 for suites of which the name changed. */
const oldNames: { readonly [name: string]: string } = {
  'EDH-RSA-DES-CBC3-SHA': 'DHE-RSA-DES-CBC3-SHA',
  'EDH-DSS-DES-CBC3-SHA': 'DHE-DSS-DES-CBC3-SHA',
  'EDH-RSA-DES-CBC-SHA': 'DHE-RSA-DES-CBC-SHA',
  'EDH-DSS-DES-CBC-SHA': 'DHE-DSS-DES-CBC-SHA',
};

type Stands = CipherWord['stands'];

const exchange =
  (...kinds: readonly OpensslSuite['exchange'][]): Stands =>
  (suite) =>
    kinds.includes(suite.exchange);
const authentication =
  (...kinds: readonly OpensslSuite['authentication'][]): Stands =>
  (suite) =>
    kinds.includes(suite.authentication);
const cipher =
  (pattern: RegExp, bits?: number): Stands =>
  (suite) =>
    pattern.test(suite.cipher) && (bits === undefined || suite.bits === bits);
const hash =
  (kind: OpensslSuite['hash']): Stands =>
  (suite) =>
    suite.hash === kind;
const both =
  (...parts: readonly Stands[]): Stands =>
  (suite) =>
    parts.every((part) => part(suite));
const isNamed: Stands = ({ authentication: kind }) => kind !== 'none';
const isEncrypted: Stands = (suite) => suite.cipher !== 'NULL';
const never: Stands = () => false;
const strength =
  (level: 'LOW' | 'MEDIUM' | 'HIGH'): Stands =>
  (suite) =>
    strengthOf(suite) === level;

function strengthOf({ cipher: kind, isExport }: OpensslSuite): 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH' {
  if (kind === 'NULL' || isExport) return 'NONE';
  if (kind === 'DES' || kind === 'RC2') return 'LOW';
  return /^(?:3DES|RC4|IDEA|SEED)$/.test(kind) ? 'MEDIUM' : 'HIGH';
}

const isExported: Stands = ({ isExport }) => isExport;
const anyPsk = exchange('PSK', 'DHE_PSK', 'ECDHE_PSK', 'RSA_PSK');
const fips: Stands = both(cipher(/^AES(?:GCM)?$/), ({ exchange: kind }) => kind !== 'SRP');

const keywords: { readonly [word: string]: Stands } = {
  ALL: isEncrypted,
  COMPLEMENTOFALL: cipher(/^NULL$/),
  COMPLEMENTOFDEFAULT: both(isEncrypted, ({ isLeftOutByDefault }) => isLeftOutByDefault),
  HIGH: strength('HIGH'),
  MEDIUM: strength('MEDIUM'),
  LOW: strength('LOW'),
  FIPS: fips,
  EXP: isExported,
  EXPORT: isExported,
  EXPORT40: isExported,
  EXPORT56: never,
  SSLv2: never,

  kRSA: exchange('RSA'),
  RSA: both(exchange('RSA'), authentication('RSA')),
  kEDH: exchange('DHE'),
  kDHE: exchange('DHE'),
  DH: exchange('DHE'),
  EDH: both(exchange('DHE'), isNamed),
  DHE: both(exchange('DHE'), isNamed),
  ADH: both(exchange('DHE'), authentication('none')),
  kEECDH: exchange('ECDHE'),
  kECDHE: exchange('ECDHE'),
  ECDH: exchange('ECDHE'),
  EECDH: both(exchange('ECDHE'), isNamed),
  ECDHE: both(exchange('ECDHE'), isNamed),
  AECDH: both(exchange('ECDHE'), authentication('none')),
  kDHr: authentication('DH'),
  kDHd: authentication('DH'),
  kECDHr: authentication('ECDH'),
  kECDHe: authentication('ECDH'),
  kPSK: exchange('PSK'),
  kRSAPSK: exchange('RSA_PSK'),
  kECDHEPSK: exchange('ECDHE_PSK'),
  kDHEPSK: exchange('DHE_PSK'),
  PSK: anyPsk,
  kSRP: exchange('SRP'),
  SRP: exchange('SRP'),
  kKRB5: never,
  KRB5: never,
  kGOST: never,
  kGOST18: never,
  GOST94: never,
  GOST89: never,
  GOST89MAC: never,
  GOST12: never,
  aGOST: never,
  aGOST01: never,
  aGOST12: never,

  aRSA: authentication('RSA'),
  aDSS: authentication('DSS'),
  DSS: authentication('DSS'),
  aECDSA: authentication('ECDSA'),
  ECDSA: authentication('ECDSA'),
  aDH: authentication('DH'),
  aECDH: authentication('ECDH'),
  aPSK: authentication('PSK'),
  aSRP: authentication('SRP'),
  aNULL: authentication('none'),

  eNULL: cipher(/^NULL$/),
  NULL: cipher(/^NULL$/),
  AES: cipher(/^AES/),
  AES128: cipher(/^AES/, 128),
  AES256: cipher(/^AES/, 256),
  AESGCM: cipher(/^AESGCM$/),
  AESCCM: cipher(/^AESCCM8?$/),
  AESCCM8: cipher(/^AESCCM8$/),
  CAMELLIA: cipher(/^CAMELLIA$/),
  CAMELLIA128: cipher(/^CAMELLIA$/, 128),
  CAMELLIA256: cipher(/^CAMELLIA$/, 256),
  ARIA: cipher(/^ARIAGCM$/),
  ARIAGCM: cipher(/^ARIAGCM$/),
  ARIA128: cipher(/^ARIAGCM$/, 128),
  ARIA256: cipher(/^ARIAGCM$/, 256),
  CHACHA20: cipher(/^CHACHA20$/),
  '3DES': cipher(/^3DES$/),
  DES: cipher(/^DES$/),
  RC4: cipher(/^RC4$/),
  RC2: cipher(/^RC2$/),
  IDEA: cipher(/^IDEA$/),
  SEED: cipher(/^SEED$/),
  CBC: cipher(/^(?:AES|CAMELLIA|3DES|DES|RC2|IDEA|SEED)$/),

  MD5: hash('MD5'),
  SHA: hash('SHA1'),
  SHA1: hash('SHA1'),
  SHA256: hash('SHA256'),
  SHA384: hash('SHA384'),

  SSLv3: ({ since }) => since === 'SSLv3',
  TLSv1: ({ since }) => since === 'TLSv1',
  'TLSv1.0': ({ since }) => since === 'TLSv1',
  'TLSv1.2': ({ since }) => since === 'TLSv1.2',
};
