/** Addresses as certificates hold them: 4 or 16 bytes, no text. */

/** `192.0.2.1` or `2001:db8::1` (RFC 5952); undefined where the bytes are no address. */
export function addressText(bytes: Uint8Array): string | undefined {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return undefined;
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[i * 2] ?? 0) * 256 + (bytes[i * 2 + 1] ?? 0)).toString(16));
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (groups[start + length] === '0') length++;
    if (length > best.length) best = { start, length };
  }
  if (best.length === 1) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}

/** A network as constraints hold it, address and mask (RFC 5280 §4.2.1.10): `192.0.2.0/24`; the mask itself where it is no prefix. */
export function networkText(bytes: Uint8Array): string | undefined {
  if (bytes.length !== 8 && bytes.length !== 32) return undefined;
  const half = bytes.length / 2;
  const bits = [...bytes.subarray(half)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const prefix = /^1*/.exec(bits)?.[0].length ?? 0;
  const isPrefix = !bits.includes('1', prefix);
  return `${addressText(bytes.subarray(0, half))}/${isPrefix ? prefix : addressText(bytes.subarray(half))}`;
}

/** The bytes of an address without brackets; undefined where the text is a name, or has a zone. */
export function addressBytes(text: string): Uint8Array | undefined {
  if (text.length > 45) return undefined;
  const dotted = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (dotted) {
    const parts = dotted.slice(1).map(Number);
    return parts.every((part) => part < 256) ? Uint8Array.from(parts) : undefined;
  }
  if (!text.includes(':')) return undefined;
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const last = tail && addressBytes(tail[2] ?? '');
  if (tail && !last) return undefined;
  const groups = last ? `${tail[1]}${hex16(last, 0)}:${hex16(last, 2)}` : text;
  const halves = groups.split('::');
  if (halves.length > 2) return undefined;
  const [before = [], after = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - before.length - after.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return Uint8Array.from(all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]));
}

const hex16 = (bytes: Uint8Array, at: number): string => ((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)).toString(16);
