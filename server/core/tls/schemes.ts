import { hexCode, isGrease } from './versions';

/** Signature schemes (registry "TLS SignatureScheme"); in TLS 1.2 the same two octets are a hash and a signature algorithm. */

export interface SignatureScheme {
  readonly code: number;
  readonly name: string;
  readonly key: 'RSA' | 'RSA-PSS' | 'DSA' | 'EC' | 'Ed25519' | 'Ed448' | 'SM2' | 'GOST' | 'ML-DSA';
  readonly hash: 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | 'sm3' | 'own';
  readonly source: string;
}

type Rest = readonly [key: SignatureScheme['key'], hash: SignatureScheme['hash'], source?: string];
const row = (code: number, name: string, [key, hash, source = 'RFC 8446']: Rest): SignatureScheme => ({ code, name, key, hash, source });

export const schemes: readonly SignatureScheme[] = [
  row(0x0101, 'rsa_pkcs1_md5', ['RSA', 'md5', 'RFC 5246']),
  row(0x0201, 'rsa_pkcs1_sha1', ['RSA', 'sha1']),
  row(0x0202, 'dsa_sha1', ['DSA', 'sha1', 'RFC 5246']),
  row(0x0203, 'ecdsa_sha1', ['EC', 'sha1']),
  row(0x0301, 'rsa_pkcs1_sha224', ['RSA', 'sha224', 'RFC 5246']),
  row(0x0302, 'dsa_sha224', ['DSA', 'sha224', 'RFC 5246']),
  row(0x0303, 'ecdsa_sha224', ['EC', 'sha224', 'RFC 5246']),
  row(0x0401, 'rsa_pkcs1_sha256', ['RSA', 'sha256']),
  row(0x0402, 'dsa_sha256', ['DSA', 'sha256', 'RFC 5246']),
  row(0x0403, 'ecdsa_secp256r1_sha256', ['EC', 'sha256']),
  row(0x0501, 'rsa_pkcs1_sha384', ['RSA', 'sha384']),
  row(0x0502, 'dsa_sha384', ['DSA', 'sha384', 'RFC 5246']),
  row(0x0503, 'ecdsa_secp384r1_sha384', ['EC', 'sha384']),
  row(0x0601, 'rsa_pkcs1_sha512', ['RSA', 'sha512']),
  row(0x0602, 'dsa_sha512', ['DSA', 'sha512', 'RFC 5246']),
  row(0x0603, 'ecdsa_secp521r1_sha512', ['EC', 'sha512']),
  row(0x0708, 'sm2sig_sm3', ['SM2', 'sm3', 'RFC 8998']),
  row(0x0709, 'gostr34102012_256a', ['GOST', 'own', 'RFC 9367']),
  row(0x070a, 'gostr34102012_256b', ['GOST', 'own', 'RFC 9367']),
  row(0x070b, 'gostr34102012_256c', ['GOST', 'own', 'RFC 9367']),
  row(0x070c, 'gostr34102012_256d', ['GOST', 'own', 'RFC 9367']),
  row(0x070d, 'gostr34102012_512a', ['GOST', 'own', 'RFC 9367']),
  row(0x070e, 'gostr34102012_512b', ['GOST', 'own', 'RFC 9367']),
  row(0x070f, 'gostr34102012_512c', ['GOST', 'own', 'RFC 9367']),
  row(0x0804, 'rsa_pss_rsae_sha256', ['RSA', 'sha256']),
  row(0x0805, 'rsa_pss_rsae_sha384', ['RSA', 'sha384']),
  row(0x0806, 'rsa_pss_rsae_sha512', ['RSA', 'sha512']),
  row(0x0807, 'ed25519', ['Ed25519', 'own']),
  row(0x0808, 'ed448', ['Ed448', 'own']),
  row(0x0809, 'rsa_pss_pss_sha256', ['RSA-PSS', 'sha256']),
  row(0x080a, 'rsa_pss_pss_sha384', ['RSA-PSS', 'sha384']),
  row(0x080b, 'rsa_pss_pss_sha512', ['RSA-PSS', 'sha512']),
  row(0x081a, 'ecdsa_brainpoolP256r1tls13_sha256', ['EC', 'sha256', 'RFC 8734']),
  row(0x081b, 'ecdsa_brainpoolP384r1tls13_sha384', ['EC', 'sha384', 'RFC 8734']),
  row(0x081c, 'ecdsa_brainpoolP512r1tls13_sha512', ['EC', 'sha512', 'RFC 8734']),
  row(0x0904, 'mldsa44', ['ML-DSA', 'own', 'draft-ietf-tls-mldsa']),
  row(0x0905, 'mldsa65', ['ML-DSA', 'own', 'draft-ietf-tls-mldsa']),
  row(0x0906, 'mldsa87', ['ML-DSA', 'own', 'draft-ietf-tls-mldsa']),
];

const byCode = new Map(schemes.map((scheme) => [scheme.code, scheme]));

export const schemeOf = (code: number): SignatureScheme | undefined => byCode.get(code);

export const schemeName = (code: number): string => byCode.get(code)?.name ?? (isGrease(code) ? 'GREASE' : hexCode(code));
