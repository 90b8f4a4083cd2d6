import { createHash, KeyObject, type webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  der,
  Extension,
  type JsonGeneralNames,
  KeyUsageFlags,
  type Made,
  make,
  type Wanted,
  X509CrlGenerator,
} from '../../core/x509/issue';
import { openssl } from './openssl';
import { type ClientFiles, type LeafSpec, nameOf } from './plan';

/** A certificate of the lab. Its key exists in memory and in the lab's folder only. */
export interface LabCertificate {
  readonly name: string;
  readonly der: Uint8Array;
  readonly pem: string;
  readonly sha256: string;
  /** Upper-case hexadecimal. */
  readonly serial: string;
  /** File of the certificate in PEM; the key stands beside it in `NAME.key`. */
  readonly path: string;
  readonly key: string;
}

export interface Pki {
  readonly folder: string;
  readonly certificates: ReadonlyMap<string, LabCertificate>;
  /** Throws for a name that nobody made. */
  readonly get: (name: string) => LabCertificate;
  /** DER by path below the responder's address: what AIA and the distribution points lead to. */
  readonly published: ReadonlyMap<string, Uint8Array>;
  /** Answers an OCSP request, DER both. */
  readonly answerOcsp: (request: Uint8Array) => Promise<Uint8Array>;
  /** An OCSP answer by the name of the certificate that it is about. */
  readonly staples: ReadonlyMap<string, Uint8Array>;
  readonly client: ClientFiles & { readonly sealedKey: string };
}

export interface PkiOptions {
  /** An empty folder that only this user can read. */
  readonly folder: string;
  /** Leaves by name, and the endpoint that each is for. */
  readonly leaves: ReadonlyMap<string, { readonly id: string; readonly leaf: LeafSpec }>;
  /** Which of them are stapled. */
  readonly stapled: readonly string[];
  /** `http://127.0.0.1:PORT`, where the authorities answer. */
  readonly responder: string;
  readonly now: Date;
}

/** Of the client's sealed key and its PKCS#12 file; tests look for it where it must not be. */
export const PASSPHRASE = 'tell nobody 5061';

const DAY_MS = 86_400_000;
const serverAuth = '1.3.6.1.5.5.7.3.1';
const clientAuth = '1.3.6.1.5.5.7.3.2';
const ocspSigning = '1.3.6.1.5.5.7.3.9';

/** Makes all certificates, keys, lists and answers of the lab, and writes them into its folder. */
export async function makePki({ folder, leaves, stapled, responder, now }: PkiOptions): Promise<Pki> {
  const days = (from: number, to: number) => ({ notBefore: at(now, from), notAfter: at(now, to) });
  const authority = (name: string, more: Partial<Wanted> = {}) => make({ name, ca: true, ...days(-400, 3000), ...more });
  const [root, otherRoot] = await Promise.all([authority('Lab Root'), authority('Other Lab Root')]);
  const issuing = (name: string, more: Partial<Wanted> = {}) =>
    authority(name, { by: root, ca: { pathLength: 0 }, crl: `${responder}/root.crl`, ...days(-200, 1500), ...more });
  const [intermediate, oldIntermediate, clientIntermediate, stranger] = await Promise.all([
    issuing('Lab Issuing'),
    issuing('Lab Issuing Old', days(-200, -2)),
    issuing('Lab Client Issuing'),
    issuing('Other Lab Issuing', { by: otherRoot }),
  ]);
  const issuers = { intermediate, 'old-intermediate': oldIntermediate, 'other-root': otherRoot };
  const makeLeaf = ([name, { id, leaf }]: [string, { id: string; leaf: LeafSpec }]) => {
    const by = leaf.by === 'itself' ? {} : { by: issuers[leaf.by ?? 'intermediate'] };
    return make({ ...wantedOf({ id, leaf, responder }), ...by, ...days(...(leaf.validDays ?? [-1, 89])) }).then(
      (made) => [name, made] as const,
    );
  };
  const [client, signer, ...made] = await Promise.all([
    make({ name: `client.${nameOf('phone')}`, by: clientIntermediate, purposes: [clientAuth], ...days(-1, 89) }),
    make({ name: 'Lab OCSP', by: intermediate, purposes: [ocspSigning], more: [noCheck], ...days(-1, 89) }),
    ...[...leaves].map(makeLeaf),
  ]);
  const all = new Map<string, Made>([
    ...Object.entries({ root, 'other-root': otherRoot, intermediate, 'old-intermediate': oldIntermediate }),
    ...Object.entries({ 'client-intermediate': clientIntermediate, 'other-intermediate': stranger, client, ocsp: signer }),
    ...made,
  ]);
  if (all.size !== made.length + 8) throw new Error('two certificates of the lab have the same name');
  const certificates = new Map([...all].map(([name, one]) => [name, write(folder, name, one)]));
  const get = (name: string): LabCertificate => {
    const found = certificates.get(name);
    if (!found) throw new Error(`the lab has no certificate “${name}”`);
    return found;
  };

  const isRevoked = (name: string): boolean => leaves.get(name)?.leaf.isRevoked === true;
  const index = join(folder, 'index.txt');
  writeFileSync(index, [...leaves.keys()].map((name) => indexLine(get(name), isRevoked(name), now)).join(''));
  const ocspWords = ['ocsp', '-index', index, '-CA', get('intermediate').path, '-ndays', '7'];
  const ocspSigner = ['-rsigner', get('ocsp').path, '-rkey', join(folder, 'ocsp.key')];
  const answerOcsp = (request: Uint8Array) => openssl([...ocspWords, ...ocspSigner, '-reqin', '-', '-respout', '-'], { input: request });
  const staple = async (name: string): Promise<[string, Uint8Array]> => {
    const about = ['-issuer', get('intermediate').path, '-cert', get(name).path, '-no_nonce', '-reqout', '-'];
    return [name, await answerOcsp(await openssl(['ocsp', ...about]))];
  };
  const lists = [
    crl({ by: intermediate, revoked: [...leaves.keys()].filter(isRevoked).map((name) => get(name).serial), now }),
    crl({ by: root, revoked: [], now }),
  ];
  const [staples, sealed, [ownList, rootList]] = await Promise.all([
    Promise.all(stapled.map(staple)),
    sealClient(folder, certificates),
    Promise.all(lists),
  ]);
  const published = new Map([
    ['/intermediate.cer', intermediate.der],
    ...(ownList ? [['/intermediate.crl', ownList] as const] : []),
    ...(rootList ? [['/root.crl', rootList] as const] : []),
  ]);
  return { folder, certificates, get, published, answerOcsp, staples: new Map(staples), client: sealed };
}

const at = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY_MS);

/** id-pkix-ocsp-nocheck (RFC 6960 §4.2.2.2.1): nobody has to ask whether the responder itself is revoked. */
const noCheck = new Extension('1.3.6.1.5.5.7.48.1.5', false, Uint8Array.of(5, 0));
/** TLS feature status_request (RFC 7633 §4). */
const mustStaple = new Extension('1.3.6.1.5.5.7.1.24', false, der(0x30, der(0x02, Uint8Array.of(5))));

function wantedOf({ id, leaf, responder }: { id: string; leaf: LeafSpec; responder: string }): Wanted {
  const name = nameOf(id);
  const usage = leaf.key === 'RSA-2048' ? { usage: KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment } : {};
  const { sources = ['aia', 'ocsp', 'crl'] } = leaf;
  return {
    name: leaf.sans ? commonName(leaf.sans) : name,
    ...usage,
    ...(leaf.subject ? { subject: leaf.subject } : {}),
    ...(leaf.hasNoSans
      ? {}
      : {
          sans: leaf.sans ?? [
            { type: 'dns', value: name },
            { type: 'url', value: `sip:${name}` },
          ],
        }),
    ...(leaf.key ? { key: leaf.key } : {}),
    ...(leaf.hash ? { hash: leaf.hash } : {}),
    ...(sources.includes('aia') ? { aia: `${responder}/intermediate.cer` } : {}),
    ...(sources.includes('ocsp') ? { ocsp: `${responder}/ocsp` } : {}),
    ...(sources.includes('crl') ? { crl: `${responder}/intermediate.crl` } : {}),
    purposes: leaf.purpose === 'client' ? [clientAuth] : [serverAuth, clientAuth],
    more: leaf.mustStaple ? [mustStaple] : [],
  };
}

/** Of its own names one, so that the common name says nothing else than they do. */
const commonName = (sans: JsonGeneralNames): string => sans.find(({ type }) => type === 'dns')?.value ?? 'SIP edge';

function write(folder: string, name: string, { der: bytes, serial, keys }: Made): LabCertificate {
  const pem = pemOf(bytes);
  const key = KeyObject.from(keys.privateKey as webcrypto.CryptoKey)
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const path = join(folder, `${name}.pem`);
  writeFileSync(path, pem);
  writeFileSync(join(folder, `${name}.key`), key, { mode: 0o600 });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, der: bytes, pem, sha256, serial: serial.toUpperCase(), path, key };
}

const pemOf = (bytes: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

/** A line of the text that `openssl ca` keeps: status, end, revocation, serial, file, subject. */
function indexLine({ serial, name }: LabCertificate, isRevoked: boolean, now: Date): string {
  const utc = (date: Date): string =>
    `${date
      .toISOString()
      .replace(/[-:T]|\.\d+/g, '')
      .slice(2)}`;
  const revoked = isRevoked ? `${utc(at(now, -0.5))},keyCompromise` : '';
  return `${isRevoked ? 'R' : 'V'}\t${utc(at(now, 89))}\t${revoked}\t${serial}\tunknown\t/CN=${name}\n`;
}

async function crl({ by, revoked, now }: { by: Made; revoked: readonly string[]; now: Date }): Promise<Uint8Array> {
  const made = await X509CrlGenerator.create({
    issuer: by.subject,
    thisUpdate: at(now, -0.1),
    nextUpdate: at(now, 7),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    signingKey: by.keys.privateKey,
    entries: revoked.map((serialNumber) => ({ serialNumber, revocationDate: at(now, -0.5) })),
  });
  return new Uint8Array(made.rawData);
}

/** The client with its chain as PEM, its key open and sealed, and all of it as PKCS#12. */
async function sealClient(folder: string, certificates: ReadonlyMap<string, LabCertificate>): Promise<Pki['client']> {
  const [client, intermediate] = ['client', 'client-intermediate'].map((name) => certificates.get(name));
  if (!client || !intermediate) throw new Error('the client has no certificate');
  const file = (name: string): string => join(folder, name);
  const files = {
    certificate: file('client.chain.pem'),
    key: file('client.key'),
    sealedKey: file('client.sealed.key'),
    pkcs12: file('client.p12'),
  };
  writeFileSync(files.certificate, client.pem + intermediate.pem);
  const env = { PASSPHRASE };
  await Promise.all([
    openssl(['pkcs8', '-topk8', '-in', files.key, '-passout', 'env:PASSPHRASE', '-out', files.sealedKey], { env }),
    openssl(['pkcs12', '-export', '-inkey', files.key, '-in', files.certificate, '-passout', 'env:PASSPHRASE', '-out', files.pkcs12], {
      env,
    }),
  ]);
  return files;
}
