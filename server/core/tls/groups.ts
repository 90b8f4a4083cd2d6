import { hexCode, isGrease } from './versions';

/** Groups for key exchange (registry "TLS Supported Groups"). */

export interface Group {
  readonly code: number;
  readonly name: string;
  readonly kind: 'curve' | 'ffdhe' | 'ml-kem' | 'hybrid' | 'explicit';
  /** Size of the field or of the prime; of a hybrid that of its classical half. */
  readonly bits: number;
  readonly source: string;
}

const OLD = 'RFC 4492';
const curve = (code: number, name: string, bits: number, source: string): Group => ({ code, name, kind: 'curve', bits, source });
const hybrid = (code: number, name: string, bits: number, source = 'draft-ietf-tls-ecdhe-mlkem'): Group => ({
  code,
  name,
  kind: 'hybrid',
  bits,
  source,
});
const ffdhe = (code: number, bits: number): Group => ({ code, name: `ffdhe${bits}`, kind: 'ffdhe', bits, source: 'RFC 7919' });
const mlKem = (code: number, size: number): Group => ({
  code,
  name: `MLKEM${size}`,
  kind: 'ml-kem',
  bits: size,
  source: 'draft-ietf-tls-mlkem',
});

export const groups: readonly Group[] = [
  curve(1, 'sect163k1', 163, OLD),
  curve(2, 'sect163r1', 163, OLD),
  curve(3, 'sect163r2', 163, OLD),
  curve(4, 'sect193r1', 193, OLD),
  curve(5, 'sect193r2', 193, OLD),
  curve(6, 'sect233k1', 233, OLD),
  curve(7, 'sect233r1', 233, OLD),
  curve(8, 'sect239k1', 239, OLD),
  curve(9, 'sect283k1', 283, OLD),
  curve(10, 'sect283r1', 283, OLD),
  curve(11, 'sect409k1', 409, OLD),
  curve(12, 'sect409r1', 409, OLD),
  curve(13, 'sect571k1', 571, OLD),
  curve(14, 'sect571r1', 571, OLD),
  curve(15, 'secp160k1', 160, OLD),
  curve(16, 'secp160r1', 160, OLD),
  curve(17, 'secp160r2', 160, OLD),
  curve(18, 'secp192k1', 192, OLD),
  curve(19, 'secp192r1', 192, OLD),
  curve(20, 'secp224k1', 224, OLD),
  curve(21, 'secp224r1', 224, OLD),
  curve(22, 'secp256k1', 256, OLD),
  curve(23, 'secp256r1', 256, 'RFC 8422'),
  curve(24, 'secp384r1', 384, 'RFC 8422'),
  curve(25, 'secp521r1', 521, 'RFC 8422'),
  curve(26, 'brainpoolP256r1', 256, 'RFC 7027'),
  curve(27, 'brainpoolP384r1', 384, 'RFC 7027'),
  curve(28, 'brainpoolP512r1', 512, 'RFC 7027'),
  curve(29, 'x25519', 255, 'RFC 8422'),
  curve(30, 'x448', 448, 'RFC 8422'),
  curve(31, 'brainpoolP256r1tls13', 256, 'RFC 8734'),
  curve(32, 'brainpoolP384r1tls13', 384, 'RFC 8734'),
  curve(33, 'brainpoolP512r1tls13', 512, 'RFC 8734'),
  curve(34, 'GC256A', 256, 'RFC 9189'),
  curve(35, 'GC256B', 256, 'RFC 9189'),
  curve(36, 'GC256C', 256, 'RFC 9189'),
  curve(37, 'GC256D', 256, 'RFC 9189'),
  curve(38, 'GC512A', 512, 'RFC 9189'),
  curve(39, 'GC512B', 512, 'RFC 9189'),
  curve(40, 'GC512C', 512, 'RFC 9189'),
  curve(41, 'curveSM2', 256, 'RFC 8998'),
  ffdhe(256, 2048),
  ffdhe(257, 3072),
  ffdhe(258, 4096),
  ffdhe(259, 6144),
  ffdhe(260, 8192),
  mlKem(512, 512),
  mlKem(513, 768),
  mlKem(514, 1024),
  hybrid(0x11eb, 'SecP256r1MLKEM768', 256),
  hybrid(0x11ec, 'X25519MLKEM768', 255),
  hybrid(0x11ed, 'SecP384r1MLKEM1024', 384),
  hybrid(0x6399, 'X25519Kyber768Draft00', 255, 'draft-tls-westerbaan-xyber768d00'),
  { code: 0xff01, name: 'arbitrary_explicit_prime_curves', kind: 'explicit', bits: 0, source: OLD },
  { code: 0xff02, name: 'arbitrary_explicit_char2_curves', kind: 'explicit', bits: 0, source: OLD },
];

const byCode = new Map(groups.map((group) => [group.code, group]));

export const groupOf = (code: number): Group | undefined => byCode.get(code);

export const groupName = (code: number): string => byCode.get(code)?.name ?? (isGrease(code) ? 'GREASE' : hexCode(code));
