import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Made, X509CrlGenerator } from '../../core/x509/issue';
import { openssl } from './openssl';
import type { LabCertificate } from './pki';

/** What the authorities of the lab say of the certificates that they issued. */
export interface Revocation {
  /** Answers an OCSP request, DER both, by the openssl program and at its time. */
  readonly answerOcsp: (request: Uint8Array) => Promise<Uint8Array>;
  /** An OCSP answer by the name of the certificate that it is about. */
  readonly staples: ReadonlyMap<string, Uint8Array>;
  /** Revocation lists in DER. */
  readonly lists: { readonly intermediate: Uint8Array; readonly root: Uint8Array };
}

export interface RevocationOptions {
  readonly folder: string;
  /** All that the intermediate issued to servers. */
  readonly issued: readonly LabCertificate[];
  readonly isRevoked: (name: string) => boolean;
  readonly stapled: readonly LabCertificate[];
  readonly intermediate: LabCertificate;
  /** The delegated responder; its key stands in `ocsp.key`. */
  readonly signer: LabCertificate;
  readonly authorities: { readonly intermediate: Made; readonly root: Made };
  readonly now: Date;
}

const HOUR_MS = 3_600_000;

export async function makeRevocation({
  folder,
  issued,
  isRevoked,
  stapled,
  intermediate,
  signer,
  authorities,
  now,
}: RevocationOptions): Promise<Revocation> {
  const index = join(folder, 'index.txt');
  writeFileSync(index, issued.map((certificate) => indexLine(certificate, isRevoked(certificate.name), now)).join(''));
  const words = [
    'ocsp',
    '-index',
    index,
    '-CA',
    intermediate.path,
    '-ndays',
    '7',
    '-rsigner',
    signer.path,
    '-rkey',
    join(folder, 'ocsp.key'),
  ];
  const answerOcsp = (request: Uint8Array) => openssl([...words, '-reqin', '-', '-respout', '-'], { input: request });
  const staple = async ({ name, path }: LabCertificate): Promise<[string, Uint8Array]> => {
    const request = await openssl(['ocsp', '-issuer', intermediate.path, '-cert', path, '-no_nonce', '-reqout', '-']);
    return [name, await answerOcsp(request)];
  };
  const revoked = issued.filter(({ name }) => isRevoked(name)).map(({ serial }) => serial);
  const [staples, ownList, rootList] = await Promise.all([
    Promise.all(stapled.map(staple)),
    crl({ by: authorities.intermediate, revoked, now }),
    crl({ by: authorities.root, revoked: [], now }),
  ]);
  return { answerOcsp, staples: new Map(staples), lists: { intermediate: ownList, root: rootList } };
}

const inHours = (now: Date, hours: number): Date => new Date(now.getTime() + hours * HOUR_MS);

/** A line of the text that `openssl ca` keeps: status, end, revocation, serial, file, subject. */
function indexLine({ serial, name }: LabCertificate, isRevoked: boolean, now: Date): string {
  const utc = (date: Date): string =>
    `${date
      .toISOString()
      .replace(/[-:T]|\.\d+/g, '')
      .slice(2)}`;
  const revoked = isRevoked ? `${utc(inHours(now, -12))},keyCompromise` : '';
  return `${isRevoked ? 'R' : 'V'}\t${utc(inHours(now, 24 * 89))}\t${revoked}\t${serial}\tunknown\t/CN=${name}\n`;
}

async function crl({ by, revoked, now }: { by: Made; revoked: readonly string[]; now: Date }): Promise<Uint8Array> {
  const made = await X509CrlGenerator.create({
    issuer: by.subject,
    thisUpdate: inHours(now, -2),
    nextUpdate: inHours(now, 24 * 7),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    signingKey: by.keys.privateKey,
    entries: revoked.map((serialNumber) => ({ serialNumber, revocationDate: inHours(now, -12) })),
  });
  return new Uint8Array(made.rawData);
}
