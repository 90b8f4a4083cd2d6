import { createPrivateKey, X509Certificate } from 'node:crypto';
import { contentsOf, type FileContents } from '#core/x509/certificate-file';
import { writePem } from '#core/x509/pem';
import { certificateOf } from './certificates';
import { readBounded } from './files';
import { type Identity, type IdentityFault, tlsContext } from './tls-context';

/** Where the client's certificate and key are. The key may stand in the file of the certificate. */
export interface IdentityFiles {
  readonly certificate?: string;
  readonly key?: string;
  readonly pkcs12?: string;
  readonly passphrase?: string;
}

export type IdentityReading =
  | { readonly kind: 'identity'; readonly identity: Identity }
  /** No file was named. */
  | { readonly kind: 'none' }
  /** `why` is one sentence and repeats nothing of key or passphrase. `passphrase`: a user can be asked for it (again). */
  | { readonly kind: 'refused'; readonly why: string; readonly passphrase?: 'needed' | 'wrong' };

/** Reads the files and tries them out, before anything connects. */
export async function readIdentity({ certificate, key, pkcs12, passphrase }: IdentityFiles): Promise<IdentityReading> {
  if (pkcs12 !== undefined) return readPkcs12(pkcs12, passphrase);
  if (certificate === undefined && key === undefined) return { kind: 'none' };
  if (certificate === undefined) return refused('There is a key for the client certificate, and no certificate.');
  return readPair({ certificate, key: key ?? certificate, passphrase });
}

const refused = (why: string): IdentityReading => ({ kind: 'refused', why });

/** No chain and no key comes near to it. */
const MOST_OCTETS = 1_000_000;

async function readPkcs12(path: string, passphrase: string | undefined): Promise<IdentityReading> {
  const file = await readBounded(path, MOST_OCTETS);
  if (file.kind === 'failed') return refused(file.why);
  if (contentsOf(file.bytes).format === 'pem') return refused(`${path} is PEM, not PKCS #12: give its certificate and its key instead.`);
  const identity: Identity = { kind: 'pkcs12', bytes: file.bytes, ...(passphrase !== undefined && { passphrase }) };
  const made = tlsContext({ authorities: [], identity });
  if (made.kind !== 'bad-identity') return { kind: 'identity', identity };
  if (made.fault === 'wrong-passphrase') return passphraseFault(path, passphrase);
  return refused(`${path} ${pkcs12Words[made.fault]}.`);
}

const pkcs12Words: { readonly [fault in Exclude<IdentityFault, 'wrong-passphrase'>]: string } = {
  'key-mismatch': 'holds a key that does not belong to its certificate',
  'old-encryption':
    'is encrypted in a way that this TLS library has put aside (RC2, 3DES). Take it apart with “openssl pkcs12 -legacy” and export it anew',
  unreadable: 'is no PKCS #12 file with a certificate and its key, or it is damaged',
};

function passphraseFault(path: string, given: string | undefined): IdentityReading {
  if (given === undefined) return { kind: 'refused', why: `${path} is encrypted, and its passphrase was not given.`, passphrase: 'needed' };
  return { kind: 'refused', why: `The passphrase does not open ${path}.`, passphrase: 'wrong' };
}

interface Pair {
  readonly certificate: string;
  readonly key: string;
  readonly passphrase: string | undefined;
}

async function readPair({ certificate, key, passphrase }: Pair): Promise<IdentityReading> {
  const own = await readBounded(certificate, MOST_OCTETS);
  if (own.kind === 'failed') return refused(own.why);
  const contents = contentsOf(own.bytes);
  const broken = certificateFault(certificate, contents);
  if (broken !== undefined) return refused(broken);
  const keyFile = key === certificate ? own : await readBounded(key, MOST_OCTETS);
  if (keyFile.kind === 'failed') return refused(keyFile.why);
  const keyText = Buffer.from(keyFile.bytes).toString('latin1');
  const [first] = contentsOf(keyFile.bytes).keys;
  if (!first) return refused(`There is no private key in ${key}; it has to be in PEM (“-----BEGIN … PRIVATE KEY-----”).`);
  if (first.isEncrypted && passphrase === undefined) return passphraseFault(key, undefined);
  const certificates = contents.certificates.map((der) => writePem('CERTIFICATE', der)).join('');
  const identity: Identity = { kind: 'pem', certificates, key: keyText, ...(passphrase !== undefined && { passphrase }) };
  const made = tlsContext({ authorities: [], identity });
  const fault = made.kind === 'bad-identity' ? made.fault : undefined;
  if (fault === 'wrong-passphrase') return passphraseFault(key, passphrase);
  // A key of another kind than the certificate's is no mismatch for the library: it keeps one pair of each kind.
  const place = fault === undefined || fault === 'key-mismatch' ? placeOf({ key: keyText, passphrase }, contents) : undefined;
  if (fault === 'key-mismatch' || (place !== undefined && place !== 0)) return refused(mismatch({ certificate, key }, contents, place));
  if (fault === undefined) return { kind: 'identity', identity };
  return refused(`The key in ${key} cannot be read by this TLS library: it is damaged, or of a kind that it does not know.`);
}

function certificateFault(path: string, { format, certificates: [first], broken: [block] }: FileContents): string | undefined {
  if (format === 'pkcs12') return `${path} is a PKCS #12 file: give it as such, not as a certificate in PEM.`;
  if (block?.label === 'CERTIFICATE') return `${path}: the certificate breaks in line ${block.line}: ${block.reason}.`;
  if (!first) return `${path} holds no certificate.`;
  const read = certificateOf(first);
  return read.kind === 'fault' ? `The certificate in ${path} cannot be read: ${read.reason}.` : undefined;
}

/** Often it is the order: the own certificate has to come first. */
function mismatch({ certificate, key }: Omit<Pair, 'passphrase'>, { certificates }: FileContents, place = -1): string {
  const nameOf = (der: Uint8Array | undefined): string => {
    const read = der && certificateOf(der);
    return read?.kind === 'certificate' ? `, ${read.subject.text}` : '';
  };
  if (place <= 0) return `The key in ${key} does not belong to the certificate in ${certificate}${nameOf(certificates[0])}.`;
  const which = `certificate ${place + 1} of ${certificate}${nameOf(certificates[place])}`;
  return `The key belongs to ${which}. The client's own certificate has to be the first.`;
}

/** Which of the certificates the key belongs to, from 0; -1: none. Undefined where the library cannot tell. */
function placeOf({ key, passphrase }: Omit<Pair, 'certificate'>, { certificates }: FileContents): number | undefined {
  try {
    const secret = createPrivateKey({ key, ...(passphrase !== undefined && { passphrase }) });
    return certificates.findIndex((der) => new X509Certificate(der).checkPrivateKey(secret));
  } catch {
    // So it says that it cannot read one of them, or compare them.
    return undefined;
  }
}
