/** A file as text. `bytes`: it is no UTF-8, and each character stands for one octet. */
export interface DecodedBytes {
  readonly text: string;
  readonly bytes: boolean;
}

/**
 * UTF-8 where it is valid, UTF-16 where a byte order mark says so (a Windows shell writes its logs that way), else one character for
 * each octet, so that nothing is lost and lengths stay right. A byte order mark is no part of the text: editors leave it out as well.
 */
export function decodeBytes(file: Uint8Array): DecodedBytes {
  if (file[0] === 0xff && file[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(file), bytes: false };
  if (isUtf8(file)) return { text: new TextDecoder().decode(file), bytes: false };
  return { text: octets(file), bytes: true };
}

/** RFC 3629 §4: no overlong forms, no surrogates, nothing above U+10FFFF. */
function isUtf8(file: Uint8Array): boolean {
  for (let i = 0; i < file.length; ) {
    const lead = file[i] as number;
    const more = lead < 0x80 ? 0 : lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : -1;
    if (more < 0 || i + more >= file.length) return false;
    const second = file[i + 1] as number;
    if (lead === 0xe0 && second < 0xa0) return false;
    if (lead === 0xed && second > 0x9f) return false;
    if (lead === 0xf0 && second < 0x90) return false;
    if (lead === 0xf4 && second > 0x8f) return false;
    for (let k = 1; k <= more; k++) if (((file[i + k] as number) & 0xc0) !== 0x80) return false;
    i += more + 1;
  }
  return true;
}

/** Not the decoder called latin1: that one is windows-1252 and maps 0x80 to 0x9F elsewhere. */
function octets(file: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < file.length; i += 8192) parts.push(String.fromCharCode(...file.subarray(i, i + 8192)));
  return parts.join('');
}
