import { type Certificate, isCa, isSelfIssued } from './certificate';
import { writePem } from './pem';

/** A certificate as the reports print it. Names are RFC 4514 strings, times ISO 8601. */
export interface CertificateRecord {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly selfSigned: boolean;
  readonly ca: boolean;
  readonly sans: readonly { readonly type: 'dns' | 'uri' | 'ip' | 'email' | 'other'; readonly value: string }[];
  readonly key: { readonly type: Certificate['key']['type']; readonly bits?: number; readonly curve?: string };
  readonly signature: string;
  readonly keyUsage?: readonly string[];
  readonly extendedKeyUsage?: readonly string[];
  readonly sha256: string;
  readonly pem?: string;
}

/** `isSignedBy` checks the signature: a certificate that only says so is not self-signed. */
export function certificateRecord(
  certificate: Certificate,
  { withPem, isSignedBy }: { withPem: boolean; isSignedBy: (certificate: Certificate, issuer: Certificate) => boolean },
): CertificateRecord {
  const { subject, issuer, serial, notBefore, notAfter, key, signature, keyUsage, extendedKeyUsage, sha256, der } = certificate;
  const { type, bits, curve } = key;
  return {
    subject: subject.text,
    issuer: issuer.text,
    serial,
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    selfSigned: isSelfIssued(certificate) && isSignedBy(certificate, certificate),
    ca: isCa(certificate),
    sans: (certificate.subjectAltNames ?? []).map((name) => ({ type: name.type === 'directory' ? 'other' : name.type, value: name.value })),
    key: { type, ...(bits !== undefined && { bits }), ...(curve !== undefined && { curve }) },
    signature: signature.name,
    ...(keyUsage && { keyUsage }),
    ...(extendedKeyUsage && { extendedKeyUsage }),
    sha256,
    ...(withPem && { pem: writePem('CERTIFICATE', der) }),
  };
}
