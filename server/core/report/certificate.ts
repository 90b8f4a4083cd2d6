import type { Certificate as CertificateReport } from '../../contracts';
import type { Certificate } from '../x509/certificate';
import { certificateRecord } from '../x509/certificate-record';

/** A certificate as the contract has it: lists of its own, which nobody else holds. */
export function certificateReport(certificate: Certificate, options: Parameters<typeof certificateRecord>[1]): CertificateReport {
  const { sans, key, keyUsage, extendedKeyUsage, ...plain } = certificateRecord(certificate, options);
  return {
    ...plain,
    sans: [...sans],
    key: { ...key },
    ...(keyUsage ? { keyUsage: [...keyUsage] } : {}),
    ...(extendedKeyUsage ? { extendedKeyUsage: [...extendedKeyUsage] } : {}),
  };
}
