/** Protocol versions by their number on the wire, named as the reports name them. */

export const SSL2 = 0x0002;
export const SSL3 = 0x0300;
export const TLS10 = 0x0301;
export const TLS11 = 0x0302;
export const TLS12 = 0x0303;
export const TLS13 = 0x0304;

interface Version {
  readonly code: number;
  readonly name: string;
  readonly rfc: string;
}

export const versions: readonly Version[] = [
  { code: SSL2, name: 'SSLv2', rfc: 'RFC 6176' },
  { code: SSL3, name: 'SSLv3', rfc: 'RFC 7568' },
  { code: TLS10, name: 'TLSv1', rfc: 'RFC 8996' },
  { code: TLS11, name: 'TLSv1.1', rfc: 'RFC 8996' },
  { code: TLS12, name: 'TLSv1.2', rfc: 'RFC 5246' },
  { code: TLS13, name: 'TLSv1.3', rfc: 'RFC 8446' },
  { code: 0xfeff, name: 'DTLSv1', rfc: 'RFC 8996' },
  { code: 0xfefd, name: 'DTLSv1.2', rfc: 'RFC 6347' },
  { code: 0xfefc, name: 'DTLSv1.3', rfc: 'RFC 9147' },
];

const names = new Map(versions.map(({ code, name }) => [code, name]));

/** `TLSv1.2`; a draft of 1.3 by its number; anything else as `0x0305`. */
export function versionName(code: number): string {
  const name = names.get(code);
  if (name) return name;
  if (code >> 8 === 0x7f) return `TLSv1.3 draft ${code & 0xff}`;
  return hexCode(code);
}

/** `TLS 1.2`, `TLS 1.0`, `SSL 3`: how people write a version, of its number or of its name. */
export function versionWord(version: number | string): string {
  const name = typeof version === 'number' ? versionName(version) : version;
  return name.replace(/^(D?TLS|SSL)v(1$)?/, (_all, kind: string, isBare?: string) => `${kind} ${isBare === undefined ? '' : '1.0'}`);
}

/** `0xC030`, as the registries and the reports write a number of two octets. */
export const hexCode = (code: number): string => `0x${code.toString(16).toUpperCase().padStart(4, '0')}`;

/** Values that clients mix in so that servers get used to unknown ones (RFC 8701): 0x0A0A, 0x1A1A … 0xFAFA. */
export const isGrease = (code: number): boolean => (code & 0x0f0f) === 0x0a0a && code >> 8 === (code & 0xff);
