import 'reflect-metadata';
import { generateKeyPairSync, KeyObject, sign, webcrypto } from 'node:crypto';
import {
  AuthorityInfoAccessExtension,
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { CertificateSpec } from '#core/rules/scenes/chain-scene';
import { type Certificate, readCertificate } from '#core/x509/certificate';
import { elementAt, elementsIn, inContext, wholeOf } from '#core/x509/der';
import { addressBytes } from '#core/x509/ip-address';
import { sha256 } from '../../server/probe/certificates';
import { der, NOW } from '../core/x509/issue';

/** Certificates by their description in a scene: issued once for the same words, with keys that are made once for a name. */

export interface Made {
  readonly certificate: Certificate;
  readonly keys: Keys;
  readonly subject: JsonName;
}

interface Keys {
  /** Absent where WebCrypto does not know the curve: such a key signs nothing. */
  readonly pair?: webcrypto.CryptoKeyPair;
  readonly spki: Uint8Array;
}

/** A name in a scene, and all that is said of it. */
export interface Described {
  readonly name: string;
  readonly spec: CertificateSpec;
  /** Absent where it signs itself. */
  readonly by?: Described;
}

const made = new Map<string, Promise<Made>>();

export function certificateBy(described: Described): Promise<Made> {
  const id = JSON.stringify(described);
  const known = made.get(id);
  if (known) return known;
  const fresh = make(described);
  made.set(id, fresh);
  return fresh;
}

let lastSerial = 0x1000;

async function make({ name, spec, by }: Described): Promise<Made> {
  const { commonName = name, organization, notBefore = '-30d', notAfter = '+60d', hash = 'SHA-256' } = spec;
  const keys = await keysOf(spec.keyOf ?? name, spec.keyOf === undefined ? (spec.key ?? 'P-256') : 'P-256');
  const subject: JsonName = [
    ...(organization === undefined ? [] : [{ O: [organization] }]),
    ...(commonName === null ? [] : [{ CN: [commonName] }]),
  ];
  const issuer = by && (await certificateBy(by));
  const signer = (issuer?.keys ?? keys).pair?.privateKey;
  if (!signer) throw new Error(`the key of ${by?.name ?? name} signs nothing here`);
  const issued = await X509CertificateGenerator.create({
    serialNumber: (lastSerial++).toString(16),
    subject,
    issuer: issuer?.subject ?? subject,
    notBefore: momentOf(notBefore),
    notAfter: momentOf(notAfter),
    signingAlgorithm: { name: signer.algorithm.name, hash },
    publicKey: Uint8Array.from(keys.spki).buffer,
    signingKey: signer,
    extensions: await extensionsOf(spec, { keys, issuer: issuer?.keys ?? keys }),
  });
  const certificate = readCertificate(rewritten(new Uint8Array(issued.rawData), { ...spec, hash }, signer), sha256);
  if (certificate.kind === 'fault') throw new Error(`${name}: ${certificate.reason}`);
  return { certificate, keys, subject };
}

/** `-30d`, `+6h`, `+10m` from NOW, or an ISO date. */
export function momentOf(text: string): Date {
  const [, amount, unit = 'd'] = /^([+-]\d+)([dhm])$/.exec(text) ?? [];
  if (amount === undefined) return new Date(text);
  return new Date(NOW.getTime() + Number(amount) * { d: 86_400_000, h: 3_600_000, m: 60_000 }[unit as 'd' | 'h' | 'm']);
}

const pairs = new Map<string, Promise<Keys>>();

function keysOf(name: string, kind: NonNullable<CertificateSpec['key']>): Promise<Keys> {
  const id = `${kind} ${name}`;
  const known = pairs.get(id);
  if (known) return known;
  const fresh = generate(kind);
  pairs.set(id, fresh);
  return fresh;
}

async function generate(kind: NonNullable<CertificateSpec['key']>): Promise<Keys> {
  if (kind === 'P-224') {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp224r1' });
    return { spki: publicKey.export({ format: 'der', type: 'spki' }) };
  }
  const rsa = { name: 'RSASSA-PKCS1-v1_5', modulusLength: Number(kind.slice(4)), publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' };
  const algorithm = kind === 'P-256' ? { name: 'ECDSA', namedCurve: kind } : rsa;
  const pair = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  return { pair, spki: new Uint8Array(await webcrypto.subtle.exportKey('spki', pair.publicKey)) };
}

async function extensionsOf(spec: CertificateSpec, { keys, issuer }: { keys: Keys; issuer: Keys }): Promise<Extension[]> {
  const { isCa = false, names, usage, purposes, permitted = [], excluded = [], caIssuers, ocsp, crl, unknownExtension } = spec;
  const isIssuer = isCa === true || typeof isCa === 'number';
  const uses = usage === undefined ? (isIssuer ? (['keyCertSign', 'cRLSign'] as const) : (['digitalSignature'] as const)) : usage;
  const flags = uses?.reduce((sum, use) => sum | KeyUsageFlags[use], 0);
  const identifier = async ({ spki }: Keys) => sha256(spki).slice(0, 40);
  return [
    ...(isCa === null ? [] : [new BasicConstraintsExtension(isIssuer, typeof isCa === 'number' ? isCa : undefined, true)]),
    ...(flags === undefined ? [] : [new KeyUsagesExtension(flags, true)]),
    new SubjectKeyIdentifierExtension(await identifier(keys)),
    ...(keys === issuer ? [] : [new AuthorityKeyIdentifierExtension(await identifier(issuer))]),
    ...(purposes ? [new ExtendedKeyUsageExtension(purposes.map((purpose) => purposeIds[purpose] ?? purpose))] : []),
    ...(names ? [new Extension('2.5.29.17', false, der(0x30, ...names.map(generalName)))] : []),
    ...(permitted.length + excluded.length > 0 ? [constraints(permitted, excluded)] : []),
    ...(caIssuers || ocsp ? [new AuthorityInfoAccessExtension({ ...(caIssuers && { caIssuers }), ...(ocsp && { ocsp }) })] : []),
    ...(crl ? [new CRLDistributionPointsExtension([crl])] : []),
    ...(spec.mustStaple ? [new Extension('1.3.6.1.5.5.7.1.24', false, der(0x30, der(0x02, Uint8Array.of(5))))] : []),
    ...(spec.hasScts ? [new Extension('1.3.6.1.4.1.11129.2.4.2', false, der(0x04, Uint8Array.of(0, 4, 0, 2, 1, 2)))] : []),
    ...(unknownExtension ? [new Extension(unknownExtension.oid, unknownExtension.isCritical, der(0x05))] : []),
  ];
}

const purposeIds: { readonly [name: string]: string } = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  sipDomain: '1.3.6.1.5.5.7.3.20',
  anyExtendedKeyUsage: '2.5.29.37.0',
};

/** `DNS:…`, `URI:…`, `email:…`, `IP:…`, with the length of the prefix in a constraint; `dir:…` is a common name. */
function generalName(text: string): Uint8Array {
  const kind = text.slice(0, text.indexOf(':'));
  const value = text.slice(kind.length + 1);
  switch (kind) {
    case 'DNS':
      return der(0x82, value);
    case 'URI':
      return der(0x86, value);
    case 'email':
      return der(0x81, value);
    case 'IP':
      return der(0x87, network(value));
    case 'dir':
      return der(0xa4, der(0x30, der(0x31, der(0x30, der(0x06, Uint8Array.of(0x55, 4, 3)), der(0x0c, value)))));
    default:
      throw new Error(`no kind of name: ${text}`);
  }
}

/** An address; of `192.0.2.0/24` with the mask behind it, as constraints have it. */
function network(text: string): Uint8Array {
  const [address = '', prefix] = text.split('/');
  const bytes = addressBytes(address) ?? new Uint8Array();
  if (prefix === undefined) return bytes;
  const mask = bytes.map((_, index) => 0x100 - (0x100 >> Math.min(8, Math.max(0, Number(prefix) - index * 8))));
  return Uint8Array.of(...bytes, ...mask);
}

function constraints(permitted: readonly string[], excluded: readonly string[]): Extension {
  const subtrees = (tag: number, names: readonly string[]) =>
    names.length > 0 ? [der(tag, ...names.map((name) => der(0x30, generalName(name))))] : [];
  return new Extension('2.5.29.30', true, der(0x30, ...subtrees(0xa0, permitted), ...subtrees(0xa1, excluded)));
}

/** What the library does not issue, version 1 and odd serial numbers: the fields are put together anew and signed once more. */
function rewritten(certificate: Uint8Array, { version, serial, hash }: CertificateSpec, signer: webcrypto.CryptoKey): Uint8Array {
  if (version === undefined && serial === undefined) return certificate;
  const whole = elementAt(certificate, 0, certificate.length);
  const [tbs, algorithm] = (whole && elementsIn(certificate, whole)) ?? [];
  const fields = (tbs && elementsIn(certificate, tbs)) ?? [];
  if (!algorithm) throw new Error('no certificate');
  const kept = fields.flatMap((field, index) => {
    const isOfVersion3 = field.tag === inContext(0, 'constructed') || field.tag === inContext(3, 'constructed');
    if (version === 1 && isOfVersion3) return [];
    return index === 1 && serial !== undefined ? der(0x02, Buffer.from(serial, 'hex')) : wholeOf(certificate, field);
  });
  const content = der(0x30, ...kept);
  const signature = sign(hash === 'SHA-1' ? 'sha1' : 'sha256', content, KeyObject.from(signer));
  return der(0x30, content, wholeOf(certificate, algorithm), der(0x03, Uint8Array.of(0), signature));
}
