import { createHash, KeyObject, type webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { der, Extension, type JsonGeneralNames, KeyUsageFlags, type Made, make, type Wanted } from '../../core/x509/issue';
import { openssl } from './openssl';
import { type ClientFiles, type LeafSpec, nameOf } from './plan';
import { makeRevocation, type Revocation } from './revocation';

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
  /** The same with the intermediate behind it, as servers are configured with it; of a certificate that it did not issue: alone. */
  readonly chainPath: string;
  readonly key: string;
}

export interface Pki extends Pick<Revocation, 'answerOcsp' | 'staples'> {
  readonly folder: string;
  readonly certificates: ReadonlyMap<string, LabCertificate>;
  /** Throws for a name that nobody made. */
  readonly get: (name: string) => LabCertificate;
  /** DER by path below the responder's address: what AIA and the distribution points lead to. */
  readonly published: ReadonlyMap<string, Uint8Array>;
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
  const authorities = await makeAuthorities(responder, now);
  const made = new Map([...Object.entries(authorities), ...(await makeEnds({ leaves, authorities, responder, now }))]);
  if (made.size !== Object.keys(authorities).length + leaves.size + 2) throw new Error('two certificates of the lab have the same name');
  const issuerOf = (name: string): Made | undefined => {
    if (name === 'client') return authorities['client-intermediate'];
    const leaf = leaves.get(name)?.leaf;
    return leaf && (leaf.by ?? 'intermediate') === 'intermediate' ? authorities.intermediate : undefined;
  };
  const certificates = new Map([...made].map(([name, one]) => [name, write({ folder, name, issuer: issuerOf(name) }, one)]));
  const get = (name: string): LabCertificate => {
    const found = certificates.get(name);
    if (!found) throw new Error(`the lab has no certificate “${name}”`);
    return found;
  };
  const [revocation, client] = await Promise.all([
    makeRevocation({
      ...{ folder, authorities, now },
      issued: [...leaves.keys()].map(get),
      isRevoked: (name) => leaves.get(name)?.leaf.isRevoked === true,
      stapled: stapled.map(get),
      intermediate: get('intermediate'),
      signer: get('ocsp'),
    }),
    sealClient(folder, get('client')),
  ]);
  const published = new Map([
    ['/intermediate.cer', authorities.intermediate.der],
    ['/intermediate.crl', revocation.lists.intermediate],
    ['/root.crl', revocation.lists.root],
  ]);
  return { folder, certificates, get, published, ...revocation, client };
}

type Authorities = Awaited<ReturnType<typeof makeAuthorities>>;

async function makeAuthorities(responder: string, now: Date) {
  const authority = (name: string, more: Partial<Wanted> = {}) => make({ name, ca: true, ...days(now, [-400, 3000]), ...more });
  const [root, otherRoot] = await Promise.all([authority('Lab Root'), authority('Other Lab Root')]);
  const issuing = (name: string, more: Partial<Wanted> = {}) =>
    authority(name, { by: root, ca: { pathLength: 0 }, crl: `${responder}/root.crl`, ...days(now, [-200, 1500]), ...more });
  const [intermediate, old, client, stranger] = await Promise.all([
    issuing('Lab Issuing'),
    issuing('Lab Issuing Old', days(now, [-200, -2])),
    issuing('Lab Client Issuing'),
    issuing('Other Lab Issuing', { by: otherRoot }),
  ]);
  return {
    ...{ root, 'other-root': otherRoot, intermediate },
    ...{ 'old-intermediate': old, 'client-intermediate': client, 'other-intermediate': stranger },
  };
}

/** The leaves of the servers, the client and the OCSP responder. */
async function makeEnds({
  leaves,
  authorities,
  responder,
  now,
}: Pick<PkiOptions, 'leaves' | 'responder' | 'now'> & { authorities: Authorities }): Promise<[string, Made][]> {
  const leafOf = ({ id, leaf }: { id: string; leaf: LeafSpec }): Promise<Made> => {
    const by = leaf.by === 'itself' ? {} : { by: authorities[leaf.by ?? 'intermediate'] };
    return make({ ...wantedOf({ id, leaf, responder }), ...by, ...days(now, leaf.validDays ?? usual) });
  };
  const client = { name: `client.${nameOf('phone')}`, by: authorities['client-intermediate'], purposes: [clientAuth] };
  const ocsp = { name: 'Lab OCSP', by: authorities.intermediate, purposes: [ocspSigning], more: [noCheck] };
  return Promise.all([
    ...[...leaves].map(async ([name, one]): Promise<[string, Made]> => [name, await leafOf(one)]),
    ...Object.entries({ client, ocsp }).map(
      async ([name, one]): Promise<[string, Made]> => [name, await make({ ...one, ...days(now, usual) })],
    ),
  ]);
}

const usual = [-1, 89] as const;

const days = (now: Date, [from, to]: readonly [from: number, to: number]) => ({
  notBefore: new Date(now.getTime() + from * DAY_MS),
  notAfter: new Date(now.getTime() + to * DAY_MS),
});

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

function write(
  { folder, name, issuer }: { folder: string; name: string; issuer: Made | undefined },
  { der: bytes, serial, keys }: Made,
): LabCertificate {
  const pem = pemOf(bytes);
  const key = KeyObject.from(keys.privateKey as webcrypto.CryptoKey)
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const path = join(folder, `${name}.pem`);
  const chainPath = join(folder, `${name}.chain.pem`);
  writeFileSync(path, pem);
  writeFileSync(chainPath, pem + (issuer ? pemOf(issuer.der) : ''));
  writeFileSync(join(folder, `${name}.key`), key, { mode: 0o600 });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, der: bytes, pem, sha256, serial: serial.toUpperCase(), path, chainPath, key };
}

const pemOf = (bytes: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

/** The key of the client sealed, and all of the client as PKCS#12. */
async function sealClient(folder: string, client: LabCertificate): Promise<Pki['client']> {
  const file = (name: string): string => join(folder, name);
  const files = {
    certificate: client.chainPath,
    key: file('client.key'),
    sealedKey: file('client.sealed.key'),
    pkcs12: file('client.p12'),
    passphrase: file('passphrase.txt'),
  };
  writeFileSync(files.passphrase, `${PASSPHRASE}\n`, { mode: 0o600 });
  const env = { PASSPHRASE };
  const sealing = ['-passout', 'env:PASSPHRASE'];
  await Promise.all([
    openssl(['pkcs8', '-topk8', '-in', files.key, ...sealing, '-out', files.sealedKey], { env }),
    openssl(['pkcs12', '-export', '-inkey', files.key, '-in', files.certificate, ...sealing, '-out', files.pkcs12], { env }),
  ]);
  return files;
}
