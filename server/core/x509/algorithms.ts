import { bitsOf, contentOf, type Element, elementAt, elementsIn, inContext, oidOf, TAG, wholeOf } from './der';

export interface PublicKey {
  readonly type: 'RSA' | 'EC' | 'Ed25519' | 'Ed448' | 'DSA' | 'ML-DSA' | 'other';
  readonly bits?: number;
  readonly curve?: string;
  /** SubjectPublicKeyInfo. */
  readonly der: Uint8Array;
}

export interface SignatureAlgorithm {
  /** `sha256WithRSAEncryption`; the object identifier where it has no name here. */
  readonly name: string;
  /** Absent where the algorithm has none of its own, or is not known. */
  readonly hash?: Hash;
}
type Hash = 'md2' | 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | 'sha3';

/** The object identifier of an AlgorithmIdentifier, and its parameters. */
function identified(bytes: Uint8Array, element: Element): { oid: string; parameters: Element | undefined } | undefined {
  const [type, parameters] = (element.tag === TAG.sequence && elementsIn(bytes, element)) || [];
  const oid = type?.tag === TAG.oid ? oidOf(contentOf(bytes, type)) : undefined;
  return oid === undefined ? undefined : { oid, parameters };
}

export function signatureAlgorithm(bytes: Uint8Array, element: Element): SignatureAlgorithm | undefined {
  const algorithm = identified(bytes, element);
  if (!algorithm) return undefined;
  if (algorithm.oid === '1.2.840.113549.1.1.10') return { name: 'rsassaPss', ...hashOf(pssHash(bytes, algorithm.parameters)) };
  const [name, hash] = signatures[algorithm.oid] ?? [algorithm.oid];
  return { name, ...hashOf(hash) };
}

const hashOf = (hash: Hash | undefined): { hash?: Hash } => (hash ? { hash } : {});

/** SHA-1 where the parameters name none (RFC 4055 §3.1). */
function pssHash(bytes: Uint8Array, parameters: Element | undefined): Hash | undefined {
  const fields = parameters?.tag === TAG.sequence ? elementsIn(bytes, parameters) : undefined;
  const field = fields?.find(({ tag }) => tag === inContext(0, 'constructed'));
  if (!field) return 'sha1';
  const inner = elementAt(bytes, field.content, field.end);
  return hashes[(inner && identified(bytes, inner)?.oid) ?? ''];
}

const hashes: { readonly [oid: string]: Hash } = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const signatures: { readonly [oid: string]: readonly [name: string, hash?: Hash] } = {
  '1.2.840.113549.1.1.2': ['md2WithRSAEncryption', 'md2'],
  '1.2.840.113549.1.1.4': ['md5WithRSAEncryption', 'md5'],
  '1.2.840.113549.1.1.5': ['sha1WithRSAEncryption', 'sha1'],
  '1.3.14.3.2.29': ['sha1WithRSAEncryption', 'sha1'],
  '1.2.840.113549.1.1.14': ['sha224WithRSAEncryption', 'sha224'],
  '1.2.840.113549.1.1.11': ['sha256WithRSAEncryption', 'sha256'],
  '1.2.840.113549.1.1.12': ['sha384WithRSAEncryption', 'sha384'],
  '1.2.840.113549.1.1.13': ['sha512WithRSAEncryption', 'sha512'],
  '2.16.840.1.101.3.4.3.14': ['id-rsassa-pkcs1-v1_5-with-sha3-256', 'sha3'],
  '1.2.840.10045.4.1': ['ecdsa-with-SHA1', 'sha1'],
  '1.2.840.10045.4.3.1': ['ecdsa-with-SHA224', 'sha224'],
  '1.2.840.10045.4.3.2': ['ecdsa-with-SHA256', 'sha256'],
  '1.2.840.10045.4.3.3': ['ecdsa-with-SHA384', 'sha384'],
  '1.2.840.10045.4.3.4': ['ecdsa-with-SHA512', 'sha512'],
  '1.2.840.10040.4.3': ['dsa-with-sha1', 'sha1'],
  '2.16.840.1.101.3.4.3.1': ['dsa-with-sha224', 'sha224'],
  '2.16.840.1.101.3.4.3.2': ['dsa-with-sha256', 'sha256'],
  '1.3.101.112': ['Ed25519'],
  '1.3.101.113': ['Ed448'],
  '2.16.840.1.101.3.4.3.17': ['id-ml-dsa-44'],
  '2.16.840.1.101.3.4.3.18': ['id-ml-dsa-65'],
  '2.16.840.1.101.3.4.3.19': ['id-ml-dsa-87'],
};

/** Undefined where the element is no SubjectPublicKeyInfo. A key of an unknown kind is `other`. */
export function publicKey(bytes: Uint8Array, element: Element): PublicKey | undefined {
  const [head, value] = (element.tag === TAG.sequence && elementsIn(bytes, element)) || [];
  const algorithm = head && identified(bytes, head);
  if (!algorithm || value?.tag !== TAG.bitString) return undefined;
  const { oid, parameters } = algorithm;
  const der = wholeOf(bytes, element);
  switch (oid) {
    case '1.2.840.113549.1.1.1':
    case '1.2.840.113549.1.1.10':
      return { type: 'RSA', ...firstIntegerBits(bytes, elementAt(bytes, value.content + 1, value.end)), der };
    case '1.2.840.10045.2.1': {
      const curve = parameters?.tag === TAG.oid ? oidOf(contentOf(bytes, parameters)) : undefined;
      const known = curve === undefined ? undefined : curves[curve];
      if (known) return { type: 'EC', bits: known[1], curve: known[0], der };
      return { type: 'EC', curve: curve ?? 'explicit parameters', der };
    }
    case '1.2.840.10040.4.1':
      return { type: 'DSA', ...firstIntegerBits(bytes, parameters), der };
    case '1.3.101.112':
      return { type: 'Ed25519', der };
    case '1.3.101.113':
      return { type: 'Ed448', der };
    case '2.16.840.1.101.3.4.3.17':
    case '2.16.840.1.101.3.4.3.18':
    case '2.16.840.1.101.3.4.3.19':
      return { type: 'ML-DSA', der };
    default:
      return { type: 'other', der };
  }
}

/** The key alone, without its algorithm: what identifiers are the hash of (RFC 5280 §4.2.1.2, RFC 6960 §4.1.1). */
export function keyOctets({ der }: PublicKey): Uint8Array {
  const whole = elementAt(der, 0, der.length);
  const [, value] = (whole && elementsIn(der, whole)) ?? [];
  return value ? der.subarray(value.content + 1, value.end) : new Uint8Array();
}

/** The modulus of an RSA key, the prime of DSA parameters. */
function firstIntegerBits(bytes: Uint8Array, sequence: Element | undefined): { bits?: number } {
  const [first] = (sequence?.tag === TAG.sequence && elementsIn(bytes, sequence)) || [];
  return first?.tag === TAG.integer ? { bits: bitsOf(contentOf(bytes, first)) } : {};
}

const curves: { readonly [oid: string]: readonly [name: string, bits: number] } = {
  '1.2.840.10045.3.1.1': ['P-192', 192],
  '1.3.132.0.33': ['P-224', 224],
  '1.2.840.10045.3.1.7': ['P-256', 256],
  '1.3.132.0.34': ['P-384', 384],
  '1.3.132.0.35': ['P-521', 521],
  '1.3.132.0.10': ['secp256k1', 256],
  '1.3.36.3.3.2.8.1.1.7': ['brainpoolP256r1', 256],
  '1.3.36.3.3.2.8.1.1.11': ['brainpoolP384r1', 384],
  '1.3.36.3.3.2.8.1.1.13': ['brainpoolP512r1', 512],
};
