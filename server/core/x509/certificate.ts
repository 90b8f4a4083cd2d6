import { type PublicKey, publicKey, type SignatureAlgorithm, signatureAlgorithm } from './algorithms';
import { contentOf, elementAt, elementsIn, hexOf, inContext, isSame, smallNumberOf, TAG, timeOf, wholeOf } from './der';
import { type DistinguishedName, distinguishedName } from './distinguished-name';
import { type Extension, type Extensions, readExtensions } from './extensions';

/** An X.509 certificate (RFC 5280) as it came: nothing here has been judged. */
export interface Certificate extends Readonly<Extensions> {
  readonly kind: 'certificate';
  readonly version: number;
  /** Lower-case hexadecimal; of a negative one the octets as they stand. */
  readonly serial: string;
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly key: PublicKey;
  readonly signature: SignatureAlgorithm;
  /** It stands twice in a certificate, and differs in one that nobody takes (RFC 5280 §4.1.1.2). */
  readonly hasTwoAlgorithms: boolean;
  /** What the signature covers, and the signature. */
  readonly signed: Uint8Array;
  readonly signatureValue: Uint8Array;
  readonly extensions: readonly Extension[];
  /** What does not follow RFC 5280 and yet leaves the rest readable, in words. */
  readonly oddities: readonly string[];
  readonly sha256: string;
  readonly der: Uint8Array;
}

/** What was to be a certificate and is none. */
export interface CertificateFault {
  readonly kind: 'fault';
  readonly reason: string;
  /** The byte from which on it could not be read. */
  readonly offset: number;
  readonly der: Uint8Array;
}

/** SHA-256 as lower-case hexadecimal. */
export type Sha256 = (bytes: Uint8Array) => string;

/** Ten times what OpenSSL takes for a whole list. */
export const LARGEST_CERTIFICATE = 1_000_000;

/** Bytes that follow the certificate are an oddity: OpenSSL's "trusted certificates" have some. */
export function readCertificate(der: Uint8Array, sha256: Sha256): Certificate | CertificateFault {
  const fault = (offset: number, reason: string): CertificateFault => ({ kind: 'fault', reason, offset, der });
  if (der.length > LARGEST_CERTIFICATE)
    return fault(0, `${der.length} bytes are more than a certificate may have here (${LARGEST_CERTIFICATE})`);
  const whole = elementAt(der, 0, der.length);
  if (whole?.tag !== TAG.sequence) return fault(0, whole ? 'this does not begin as a certificate does' : lengthFault(der));
  const [tbs, algorithm, signature, more] = elementsIn(der, whole) ?? [];
  if (tbs?.tag !== TAG.sequence || algorithm?.tag !== TAG.sequence || signature?.tag !== TAG.bitString || more)
    return fault(whole.content, 'a certificate has three parts: content, algorithm and signature; here they cannot be told apart');
  const fields = elementsIn(der, tbs);
  if (!fields) return fault(tbs.content, 'the content is not a row of whole fields');

  const versionField = fields[0]?.tag === inContext(0, 'constructed') ? fields[0] : undefined;
  const versionNumber = versionField && elementAt(der, versionField.content, versionField.end);
  const versionIndex = versionNumber ? smallNumberOf(contentOf(der, versionNumber)) : 0;
  const [serial, innerAlgorithm, issuerField, validity, subjectField, keyField, ...rest] = versionField ? fields.slice(1) : fields;
  if (versionIndex === undefined || versionIndex > 2) return fault(tbs.content, 'the version is none of 1, 2 and 3');
  if (serial?.tag !== TAG.integer) return fault(serial?.start ?? tbs.end, 'the serial number is not readable');
  const issuer = issuerField && distinguishedName(der, issuerField);
  if (!innerAlgorithm || !issuer) return fault(issuerField?.start ?? tbs.end, 'the name of the issuer is not readable');
  const [from, until] = (validity && elementsIn(der, validity)) ?? [];
  const notBefore = from && timeOf(from.tag, contentOf(der, from));
  const notAfter = until && timeOf(until.tag, contentOf(der, until));
  if (!notBefore || !notAfter) return fault(validity?.start ?? tbs.end, 'the time of validity is not readable');
  const subject = subjectField && distinguishedName(der, subjectField);
  if (!subject) return fault(subjectField?.start ?? tbs.end, 'the name of the subject is not readable');
  const key = keyField && publicKey(der, keyField);
  if (!key) return fault(keyField?.start ?? tbs.end, 'the public key is not readable');
  const named = signatureAlgorithm(der, algorithm);
  if (!named) return fault(algorithm.start, 'the signature algorithm is not readable');
  const extensionField = rest.find(({ tag }) => tag === inContext(3, 'constructed'));
  const row = extensionField && elementAt(der, extensionField.content, extensionField.end);
  const extensions = row ? readExtensions(der, row) : { list: [], said: {} };
  if (!extensions || (extensionField && !row)) return fault(extensionField?.start ?? tbs.end, 'the extensions are not readable');

  const oddities: string[] = [];
  const octets = contentOf(der, serial);
  if (whole.end < der.length) oddities.push(`${der.length - whole.end} bytes follow the certificate`);
  const hasTwoAlgorithms = !isSame(wholeOf(der, innerAlgorithm), wholeOf(der, algorithm));
  if (hasTwoAlgorithms) oddities.push('it names two different signature algorithms');
  if (extensionField && versionIndex < 2) oddities.push(`it has extensions, which version ${versionIndex + 1} does not know`);
  if ((octets[0] ?? 0) >= 0x80) oddities.push('its serial number is negative');
  if (octets.length > 21 || octets.every((octet) => octet === 0)) oddities.push('its serial number is zero or longer than 20 octets');
  if (notAfter < notBefore) oddities.push('it ends before it begins');
  for (const { oid, state } of extensions.list) if (state === 'unreadable') oddities.push(`its extension ${oid} is not readable`);

  return {
    ...extensions.said,
    kind: 'certificate',
    version: versionIndex + 1,
    serial: hexOf(octets.subarray(octets.length > 1 && octets[0] === 0 ? 1 : 0, 64)),
    subject,
    issuer,
    notBefore,
    notAfter,
    key,
    signature: named,
    hasTwoAlgorithms,
    signed: wholeOf(der, tbs),
    signatureValue: contentOf(der, signature).subarray(1),
    extensions: extensions.list,
    oddities,
    sha256: sha256(wholeOf(der, whole)),
    der: wholeOf(der, whole),
  };
}

function lengthFault(der: Uint8Array): string {
  if (der.length === 0) return 'there is nothing to read';
  return der[0] === TAG.sequence ? `it ends after ${der.length} bytes, before its end` : 'this does not begin as a certificate does';
}

/** The serial number as it stands, for whoever compares or repeats it. */
export function serialOctets({ signed }: Certificate): Uint8Array {
  const whole = elementAt(signed, 0, signed.length);
  const serial = whole && elementsIn(signed, whole)?.find(({ tag }) => tag === TAG.integer);
  return serial ? contentOf(signed, serial) : new Uint8Array();
}

/** Its own issuer by name. Whether it signed itself is a question of the key (chain.ts). */
export const isSelfIssued = ({ subject, issuer }: Certificate): boolean => subject.key === issuer.key;

export const isCa = ({ basicConstraints }: Certificate): boolean => basicConstraints?.isCa ?? false;
