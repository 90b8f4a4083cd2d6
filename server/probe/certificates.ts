import { constants, createHash, createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto';
import type { PublicKey } from '#core/x509/algorithms';
import { type Certificate, type CertificateFault, readCertificate } from '#core/x509/certificate';
import type { SignatureCheck } from '#core/x509/path';
import type { Digest, Signed, SignedCheck } from '#core/x509/signed';

/** What the core needs to read certificates and to check signatures, from this runtime's library. */

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const digest: Digest = (hash, bytes) => createHash(hash).update(bytes).digest();

/** Read once: the addresses of a fleet, and the runs of a watch, show the same certificates. Those that were read last are kept. */
export function certificateOf(der: Uint8Array): Certificate | CertificateFault {
  const hash = sha256(der);
  const known = read.get(hash);
  if (known) return known;
  // A copy, since what is kept must not keep the recording that it came in.
  const one = readCertificate(Uint8Array.from(der), (bytes) => (bytes.length === der.length ? hash : sha256(bytes)));
  if (der.length > LARGEST_KEPT) return one;
  if (read.size >= MOST_KEPT) read.clear();
  read.set(hash, one);
  return one;
}

const read = new Map<string, Certificate | CertificateFault>();
const MOST_KEPT = 500;
const LARGEST_KEPT = 8192;

/**
 * The library reads the certificate itself, with all parameters that its algorithm may have. A signature does not change, and the addresses
 * of a fleet show the same certificates, so that the last outcomes are kept.
 */
export const checkSignature: SignatureCheck = (certificate, issuer) => {
  const pair = `${certificate.sha256} ${issuer.sha256}`;
  const known = outcomes.get(pair);
  if (known) return known;
  const outcome = verifyWith(certificate, issuer);
  if (outcomes.size >= MOST_OUTCOMES) outcomes.clear();
  outcomes.set(pair, outcome);
  return outcome;
};

const outcomes = new Map<string, ReturnType<SignatureCheck>>();
const MOST_OUTCOMES = 2000;

function verifyWith(certificate: Certificate, issuer: Certificate): ReturnType<SignatureCheck> {
  try {
    return new X509Certificate(certificate.der).verify(keyOf(issuer.key)) ? 'good' : 'bad';
  } catch {
    // Its only word for a key or an algorithm that it does not know.
    return 'unsupported';
  }
}

/** The same for what is signed and is no certificate: OCSP answers and revocation lists. */
export const checkSigned: SignedCheck = ({ signature: { name, hash }, signed, signatureValue }: Signed, key) => {
  // An algorithm without a name here must not be taken for the one that the library would guess.
  if (hash === undefined && !hashless.has(name)) return 'unsupported';
  const padding = name === 'rsassaPss' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO } : {};
  try {
    return verify(hash === 'sha3' ? 'sha3-256' : hash, signed, { key: keyOf(key), ...padding }, signatureValue) ? 'good' : 'bad';
  } catch {
    return 'unsupported';
  }
};

const hashless = new Set(['Ed25519', 'Ed448', 'id-ml-dsa-44', 'id-ml-dsa-65', 'id-ml-dsa-87']);

const keyOf = ({ der }: PublicKey): KeyObject => createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
