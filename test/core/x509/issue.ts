import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  AuthorityInfoAccessExtension,
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  type JsonGeneralNames,
  type JsonNameParams,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';
import type { Certificate } from '#core/x509/certificate';
import { certificateOf } from './node-crypto';

/** Its module asks for reflect-metadata, so that nobody may import it before this one. */
export { Extension, type JsonGeneralNames, type JsonNameParams, KeyUsageFlags, X509Certificate, X509CrlGenerator };

export const NOW = new Date('2026-06-01T00:00:00Z');

export interface Made {
  readonly der: Uint8Array;
  readonly serial: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly subject: Name;
}

export interface Issued extends Made {
  readonly certificate: Certificate;
  readonly name: string;
}

export interface Wanted {
  readonly name: string;
  /** In place of a common name alone. */
  readonly subject?: JsonNameParams;
  /** Itself where there is none. */
  readonly by?: Made;
  readonly notBefore?: string | Date;
  readonly notAfter?: string | Date;
  readonly ca?: boolean | { readonly pathLength: number };
  readonly sans?: JsonGeneralNames;
  readonly usage?: number;
  readonly purposes?: readonly string[];
  readonly key?: 'P-256' | 'RSA-1024' | 'RSA-2048';
  readonly hash?: 'SHA-1' | 'SHA-256';
  readonly more?: readonly Extension[];
  readonly aia?: string;
  readonly ocsp?: string;
  readonly crl?: string;
  /** The same CA once more, certified by another. */
  readonly keys?: webcrypto.CryptoKeyPair;
}

const rsa = { name: 'RSASSA-PKCS1-v1_5', publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' } as const;
const algorithms = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'RSA-1024': { ...rsa, modulusLength: 1024 },
  'RSA-2048': { ...rsa, modulusLength: 2048 },
} as const;

let serial = 1;

export async function issue(wanted: Wanted): Promise<Issued> {
  const made = await make(wanted);
  return { ...made, certificate: certificateOf(made.der), name: wanted.name };
}

/** As `issue`, and our reader is not asked whether it can read it. */
export async function make(wanted: Wanted): Promise<Made> {
  const { name, by, ca, sans, purposes, key = 'P-256', hash = 'SHA-256', more = [], aia, ocsp, crl } = wanted;
  const keys = wanted.keys ?? ((await webcrypto.subtle.generateKey(algorithms[key], true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair);
  const usage = wanted.usage ?? (ca ? KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign : KeyUsageFlags.digitalSignature);
  const pathLength = typeof ca === 'object' ? ca.pathLength : undefined;
  const subject = new Name(wanted.subject ?? `CN=${name}`);
  const made = await X509CertificateGenerator.create({
    serialNumber: (serial++).toString(16).padStart(4, '0'),
    subject,
    issuer: by?.subject ?? subject,
    notBefore: new Date(wanted.notBefore ?? '2026-01-01'),
    notAfter: new Date(wanted.notAfter ?? '2027-01-01'),
    signingAlgorithm: { name: (by?.keys ?? keys).privateKey.algorithm.name, hash },
    publicKey: keys.publicKey,
    signingKey: (by?.keys ?? keys).privateKey,
    extensions: [
      new BasicConstraintsExtension(ca !== undefined && ca !== false, pathLength, true),
      new KeyUsagesExtension(usage, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...(sans ? [new SubjectAlternativeNameExtension(sans)] : []),
      ...(purposes ? [new ExtendedKeyUsageExtension([...purposes])] : []),
      ...(aia || ocsp ? [new AuthorityInfoAccessExtension({ ...(aia ? { caIssuers: aia } : {}), ...(ocsp ? { ocsp } : {}) })] : []),
      ...(crl ? [new CRLDistributionPointsExtension([crl])] : []),
      ...more,
    ],
  });
  return { der: new Uint8Array(made.rawData), serial: made.serialNumber, keys, subject: made.subjectName };
}

/** One element of DER, for extensions that the library does not write. */
export function der(tag: number, ...parts: (string | Uint8Array)[]): Uint8Array {
  const content = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const { length } = content;
  return Uint8Array.from([
    tag,
    ...(length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]),
    ...content,
  ]);
}

/** Of names that are given as their GeneralName. */
export function nameConstraints({ permitted = [], excluded = [] }: { permitted?: Uint8Array[]; excluded?: Uint8Array[] }): Extension {
  const subtrees = (tag: number, names: Uint8Array[]) => (names.length > 0 ? [der(tag, ...names.map((name) => der(0x30, name)))] : []);
  return new Extension('2.5.29.30', true, der(0x30, ...subtrees(0xa0, permitted), ...subtrees(0xa1, excluded)));
}
