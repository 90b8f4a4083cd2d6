import type { Certificate } from '#core/x509/certificate';
import * as certificates from '../../../server/probe/certificates';

/** For those that are to be readable. */
export function certificateOf(der: Uint8Array): Certificate {
  const certificate = certificates.certificateOf(der);
  if (certificate.kind === 'fault') throw new Error(certificate.reason);
  return certificate;
}
