/** What a file looks like that holds no SIP that can be read, in words that fit in brackets behind what it is not. */
export function lookOf(head: Uint8Array): string {
  if (head.length === 0) return looks.empty;
  const magic = magics.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte));
  if (magic) return magic.look;
  if (isBinary(head)) return looks.binary;
  if (/^[ \t]*-----BEGIN (?:[A-Z0-9 ]+ )?(?:CERTIFICATE|PRIVATE KEY|CERTIFICATE REQUEST)-----/m.test(latin1(head.subarray(0, 16_384))))
    return 'PEM without a block that is whole';
  return looks.text;
}

const looks = { empty: 'empty', binary: 'binary, no SIP in its first 256 KiB', text: 'text, no SIP message in it' };

/** It was looked into, and nothing is missed by leaving it out. */
export const hasNoSip = (look: string): boolean => Object.values(looks).includes(look);

/** It may be a certificate all the same. */
export const isDer = (look: string): boolean => look === der;

/** Files of these kinds are known by their first bytes. They may hold the letters of SIP messages, and are no text all the same. */
export const isOtherKind = (head: Uint8Array): boolean => magics.some(({ bytes }) => bytes.every((byte, i) => head[i] === byte));

/** No text, and no text of SIP between other bytes either. */
export const isHopeless = (head: Uint8Array): boolean => isOtherKind(head) || (isBinary(head) && !latin1(head).includes('SIP/2.0'));

/** How much of a file is looked at. */
export const SNIFFED = 262_144;

const der = 'DER without a certificate';
const capture = 'a packet capture, which this version does not read';
const compressed = (by: string) => `compressed by ${by}; unpack it first`;

const magics: readonly { readonly bytes: readonly number[]; readonly look: string }[] = [
  { bytes: [0xd4, 0xc3, 0xb2, 0xa1], look: capture },
  { bytes: [0xa1, 0xb2, 0xc3, 0xd4], look: capture },
  { bytes: [0x4d, 0x3c, 0xb2, 0xa1], look: capture },
  { bytes: [0xa1, 0xb2, 0x3c, 0x4d], look: capture },
  { bytes: [0x0a, 0x0d, 0x0d, 0x0a], look: capture },
  { bytes: [0x1f, 0x8b], look: compressed('gzip') },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], look: compressed('xz') },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], look: compressed('zstd') },
  { bytes: [0x42, 0x5a, 0x68], look: compressed('bzip2') },
  { bytes: [0x50, 0x4b, 3, 4], look: 'a zip archive; unpack it first' },
  { bytes: [0x16, 3], look: 'TLS records, not SIP text: the log holds the bytes on the wire' },
  { bytes: [0x30, 0x82], look: der },
];

/** A zero byte, unless each second one is: UTF-16 with its byte order mark. */
const isBinary = (head: Uint8Array): boolean => !(head[0] === 0xff && head[1] === 0xfe) && head.includes(0);

function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 8192) parts.push(String.fromCharCode(...bytes.subarray(i, i + 8192)));
  return parts.join('');
}
