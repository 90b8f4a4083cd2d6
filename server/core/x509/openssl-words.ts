/**
 * OpenSSL's errors of certificate verification (X509_V_ERR_…): number, name as node reports it, text as `openssl` prints it (3.0). Programs
 * and logs quote any of the three.
 */
interface Word {
  readonly code: number;
  readonly name: string;
  readonly text: string;
}

const word = (code: number, name: string, text: string): Word => ({ code, name, text });

export const openSslWords: readonly Word[] = [
  word(2, 'UNABLE_TO_GET_ISSUER_CERT', 'unable to get issuer certificate'),
  word(3, 'UNABLE_TO_GET_CRL', 'unable to get certificate CRL'),
  word(7, 'CERT_SIGNATURE_FAILURE', 'certificate signature failure'),
  word(9, 'CERT_NOT_YET_VALID', 'certificate is not yet valid'),
  word(10, 'CERT_HAS_EXPIRED', 'certificate has expired'),
  word(13, 'ERROR_IN_CERT_NOT_BEFORE_FIELD', "format error in certificate's notBefore field"),
  word(14, 'ERROR_IN_CERT_NOT_AFTER_FIELD', "format error in certificate's notAfter field"),
  word(18, 'DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'),
  word(19, 'SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain'),
  word(20, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unable to get local issuer certificate'),
  word(21, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate'),
  word(22, 'CERT_CHAIN_TOO_LONG', 'certificate chain too long'),
  word(23, 'CERT_REVOKED', 'certificate revoked'),
  word(24, 'INVALID_CA', 'invalid CA certificate'),
  word(25, 'PATH_LENGTH_EXCEEDED', 'path length constraint exceeded'),
  word(26, 'INVALID_PURPOSE', 'unsuitable certificate purpose'),
  word(27, 'CERT_UNTRUSTED', 'certificate not trusted'),
  word(28, 'CERT_REJECTED', 'certificate rejected'),
  word(32, 'KEYUSAGE_NO_CERTSIGN', 'key usage does not include certificate signing'),
  word(34, 'UNHANDLED_CRITICAL_EXTENSION', 'unhandled critical extension'),
  word(47, 'PERMITTED_VIOLATION', 'permitted subtree violation'),
  word(48, 'EXCLUDED_VIOLATION', 'excluded subtree violation'),
  word(51, 'UNSUPPORTED_CONSTRAINT_TYPE', 'unsupported name constraint type'),
  word(62, 'HOSTNAME_MISMATCH', 'hostname mismatch'),
  word(64, 'IP_ADDRESS_MISMATCH', 'IP address mismatch'),
  word(66, 'EE_KEY_TOO_SMALL', 'EE certificate key too weak'),
  word(67, 'CA_KEY_TOO_SMALL', 'CA certificate key too weak'),
  word(68, 'CA_MD_TOO_WEAK', 'CA signature digest algorithm too weak'),
  word(79, 'INVALID_CA', 'invalid CA certificate'),
];

const byCode = new Map(openSslWords.map((entry) => [entry.code, entry]));
const byName = new Map(openSslWords.toReversed().map((entry) => [entry.name, entry]));

/** `UNABLE_TO_GET_ISSUER_CERT_LOCALLY`; the number itself where it has no name here. */
export const openSslName = (code: number): string => byCode.get(code)?.name ?? `X509_V_ERR ${code}`;

/** By node's name for it: number and text. undefined: no error of OpenSSL's that is known here. */
export const openSslWord = (name: string): Word | undefined => byName.get(name);
