import type { JudgedPath } from './chain';
import type { PathProblem } from './path-problems';

/** An error of OpenSSL's certificate verification: its number (X509_V_ERR_…), and the certificate of the path that it blames. */
export interface OpenSslError {
  readonly code: number;
  readonly depth: number;
}

/**
 * The errors that `openssl verify` finds in this path, by the documented checks of OpenSSL 3: its default purposes, no policies, no
 * revocation, no `-x509_strict`. `level` 2 is what TLS uses by default, 0 lets weak keys and signatures pass.
 */
export function openSslErrors({ links, end, problems }: JudgedPath, level: 0 | 2): readonly OpenSslError[] {
  const top = links.length - 1;
  const errors = problems.flatMap((problem) => codesOf(problem, level).map((code) => ({ code, depth: problem.depth })));
  if (end.kind === 'missing' || end.kind === 'gave-up') errors.push({ code: isTakenForIssuer(links, end) ? 7 : 20, depth: top });
  if (end.kind === 'self-signed') errors.push({ code: top === 0 ? 18 : 19, depth: top });
  if (end.kind === 'anchor' && !end.isSelfSigned) errors.push({ code: 2, depth: top });
  const unique = new Map(errors.map((error) => [`${error.code} ${error.depth}`, error]));
  return [...unique.values()].sort((a, b) => a.depth - b.depth || a.code - b.code);
}

/** It takes an issuer by name and key identifier, and only then finds the signature wrong. */
function isTakenForIssuer(links: JudgedPath['links'], end: JudgedPath['end']): boolean {
  const wanted = links.at(-1)?.certificate.authorityKeyId;
  const candidates = end.kind === 'missing' && end.because.kind === 'other-key' ? end.because.candidates : [];
  return candidates.some(({ subjectKeyId }) => wanted === undefined || subjectKeyId === undefined || wanted === subjectKeyId);
}

function codesOf(problem: PathProblem, level: 0 | 2): readonly number[] {
  switch (problem.kind) {
    case 'expired':
      return [10];
    case 'not-yet-valid':
      return [9];
    case 'path-length':
      return [25];
    // Whatever is no CA also fails the purpose, and so does one whose key may not sign.
    case 'not-a-ca':
      return [79, 26];
    case 'may-not-sign':
      return [79, 26, 32];
    // OpenSSL's TLS purposes know neither "any" nor the one of RFC 5924.
    case 'key-usage':
    case 'purpose':
      return [26];
    case 'unknown-critical-extension':
      return [34];
    case 'unreadable-extension':
    case 'two-algorithms':
      return [];
    case 'name-constraint':
      return [problem.fault.kind === 'not-permitted' ? 47 : problem.fault.kind === 'excluded' ? 48 : 51];
    case 'weak-key':
      return level === 2 && isBelow112Bits(problem) ? [problem.depth === 0 ? 66 : 67] : [];
    case 'weak-signature':
      return level === 2 ? [68] : [];
    case 'signature-unchecked':
      return [];
  }
}

/** A curve of 224 bits is enough for level 2, and not for us. */
const isBelow112Bits = ({ type, bits = 0 }: PathProblem & { kind: 'weak-key' }): boolean => bits < (type === 'EC' ? 224 : 2048);
