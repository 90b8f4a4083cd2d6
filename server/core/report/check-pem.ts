import type { CheckedFile, Position, TextFinding } from '../../contracts';
import { pem } from '../config/dialects/pem';
import { type PemFacts, pemOf } from '../config/pem/facts';
import type { ConfigContext } from '../rules/config-rule';
import { judgeCertificates, judgePem, type PemRules } from '../rules/pem-engine';
import type { Profile } from '../rules/rule';
import { decodeBytes } from '../text/decode-bytes';
import type { Certificate, CertificateFault } from '../x509/certificate';
import { contentsOf } from '../x509/certificate-file';
import type { CertificateReader } from '../x509/certificate-reader';
import { certificateReport } from './certificate';
import type { CheckedCertificates } from './check';
import { lineExcerpt, textFindings } from './config-finding';

export type CertificateReport = Extract<CheckedFile, { kind: 'certificate' }>;

export interface PemOptions {
  readonly rules: PemRules;
  readonly profile: Profile;
  readonly reader: CertificateReader;
  readonly now: Date;
}

/**
 * Judges a file of certificates, keys or requests: PEM, DER or PKCS #7. undefined where it is none of them, or PKCS #12, of which nothing is
 * known without its passphrase. No key is in what is returned.
 */
export function checkPem(path: string, bytes: Uint8Array, options: PemOptions): CheckedCertificates | undefined {
  const { format, certificates } = contentsOf(bytes);
  if (format === 'pem') {
    const { text } = decodeBytes(bytes);
    return inLines.test(text) ? checkText(path, text, options) : undefined;
  }
  if (format !== 'der' && format !== 'pkcs7') return undefined;
  const read = certificates.map((der) => options.reader.certificate(der));
  // A key or a request is DER as well; that it is no certificate is no fault of it.
  const findings = judgeCertificates(read, { ...options, file: path }).map((finding) => ({ ...finding, ...beginning }));
  return {
    file: { path, kind: 'certificate', format: 'der', certificates: records(read, options), findings },
    title: format === 'der' ? 'DER' : 'PKCS #7',
    excerpt: () => ({ text: '', start: 0, end: 0 }),
  };
}

/** A line begins a block. Texts of programs have blocks too, as strings, which no server reads as files. */
const inLines = /^[ \t]*-----BEGIN [A-Z0-9 ]{1,64}-----[ \t]*\r?$/m;

const origin: Position = { line: 1, column: 1, offset: 0 };
const beginning: Pick<TextFinding, 'start' | 'end'> = { start: origin, end: origin };

function checkText(path: string, text: string, options: PemOptions): CheckedCertificates {
  const { rules, profile, reader, now } = options;
  const facts = pem.read({ file: path, text }, { find: () => [], text: () => undefined, version: () => undefined, certificates: reader });
  const context: ConfigContext = { profile, now, version: () => undefined, file: () => ({ kind: 'elsewhere' }), others: [] };
  const findings = judgePem(facts, { context, rules, reader });
  const blocks: PemFacts['blocks'] = pemOf(facts)?.blocks ?? [];
  const certificates = blocks.flatMap((block) => (block.kind === 'certificate' ? block.certificate : []));
  return {
    file: {
      path,
      kind: 'certificate',
      format: 'pem',
      certificates: records(certificates, options),
      findings: textFindings(findings, { path, texts: new Map([[path, text]]) }),
    },
    title: 'PEM',
    excerpt: lineExcerpt(text),
  };
}

function records(certificates: readonly (Certificate | CertificateFault)[], { reader }: PemOptions): CertificateReport['certificates'] {
  const isSignedBy = (one: Certificate, issuer: Certificate): boolean => reader.checkSignature(one, issuer) === 'good';
  return certificates.flatMap((one) => (one.kind === 'certificate' ? certificateReport(one, { withPem: false, isSignedBy }) : []));
}
