import type { Span } from '../text/span';

/** A block of a PEM file (RFC 7468), with its place in the text. Of a key nothing but the label is kept. */
export type PemBlock =
  | { readonly kind: 'certificate'; readonly label: string; readonly at: Span; readonly der: Uint8Array }
  | { readonly kind: 'key'; readonly label: string; readonly at: Span; readonly isEncrypted: boolean }
  /** A request, a revocation list, a PKCS #7 bag, parameters. */
  | { readonly kind: 'other'; readonly label: string; readonly at: Span; readonly der: Uint8Array }
  /** `fault` is where it breaks. */
  | { readonly kind: 'broken'; readonly label: string; readonly at: Span; readonly fault: Span; readonly reason: string };

const BEGIN = '-----BEGIN ';
const DASHES = '-----';
const LONGEST_LABEL = 64;
/** Characters of one block: a certificate of a million bytes has fewer. */
const LONGEST_BLOCK = 1_500_000;
const MOST_BLOCKS = 10_000;

/**
 * All blocks of the text, in order. What stands between them (comments, the text that OpenSSL prints, log lines) is passed over;
 * so are headers in a block, white space of any kind and missing padding. Each character is looked at once.
 */
export function readPem(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  for (let start = text.indexOf(BEGIN); start >= 0 && blocks.length < MOST_BLOCKS; ) {
    const block = blockAt(text, start);
    if (block) blocks.push(block);
    start = text.indexOf(BEGIN, block ? block.at.end : start + BEGIN.length);
  }
  return blocks;
}

/** Undefined where the words after BEGIN are no label. */
function blockAt(text: string, start: number): PemBlock | undefined {
  const found = /^-----BEGIN ([A-Z0-9][A-Z0-9 .#]{0,63})-----/.exec(
    text.slice(start, start + BEGIN.length + LONGEST_LABEL + DASHES.length),
  );
  if (!found) return undefined;
  const [opening, label = ''] = found;
  const body = start + opening.length;
  // No base64 has a dash, and no header needs one in a row of five: the next ones end this block, or show that it was left open.
  const dashes = text.indexOf(DASHES, body);
  const end = dashes < 0 ? text.length : dashes;
  const closing = `-----END ${label}-----`;
  const isClosed = dashes >= 0 && text.startsWith(closing, dashes);
  const at = { start, end: isClosed ? end + closing.length : end };
  if (label.endsWith('PRIVATE KEY'))
    return { kind: 'key', label, at, isEncrypted: label.startsWith('ENCRYPTED') || isHeadedEncrypted(text.slice(body, body + 200)) };
  const broken = (fault: Span, reason: string): PemBlock => ({ kind: 'broken', label, at, fault, reason });
  if (end - body > LONGEST_BLOCK)
    return broken({ start, end: body }, `the block has ${end - body} characters, more than a certificate needs`);
  if (!isClosed) return broken({ start: end, end: Math.min(end + DASHES.length, text.length) }, `the line "${closing}" is missing`);
  const decoded = decodeBase64(text, afterHeaders(text, body, end), end);
  if (decoded.kind === 'broken') return broken({ start: decoded.at, end: decoded.at + 1 }, decoded.reason);
  return { kind: certificateLabels.has(label) ? 'certificate' : 'other', label, at, der: decoded.bytes };
}

const certificateLabels = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']);

const isHeadedEncrypted = (head: string): boolean => /^\s*Proc-Type:\s*4,\s*ENCRYPTED/i.test(head);

/** Headers (RFC 1421) end with an empty line; a value may go on in the next one. */
function afterHeaders(text: string, body: number, end: number): number {
  const colon = text.slice(body, Math.min(end, body + 80)).indexOf(':');
  if (colon < 0) return body;
  const empty = /\r?\n[ \t]*\r?\n/.exec(text.slice(body + colon, Math.min(end, body + colon + 4096)));
  return empty ? body + colon + empty.index + empty[0].length : body;
}

type Decoded =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'broken'; readonly at: number; readonly reason: string };

const sixBits = new Int8Array(128).fill(-1);
for (const [value, letter] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  sixBits[letter.charCodeAt(0)] = value;

function decodeBase64(text: string, start: number, end: number): Decoded {
  const bytes = new Uint8Array(Math.ceil(((end - start) * 3) / 4));
  let length = 0;
  let held = 0;
  let bits = 0;
  let padding = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) continue;
    if (code === 0x3d) {
      padding++;
      continue;
    }
    const value = sixBits[code] ?? -1;
    if (value < 0) return { kind: 'broken', at, reason: `${shown(code)} is no character of base64` };
    if (padding > 0) return { kind: 'broken', at, reason: 'more follows after the padding (=) that ends the data' };
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (held >> bits) & 0xff;
    }
  }
  if (bits === 6) return { kind: 'broken', at: Math.max(start, end - 1), reason: 'one character is missing or too many' };
  return { kind: 'bytes', bytes: bytes.slice(0, length) };
}

const shown = (code: number): string =>
  code > 0x20 && code < 0x7f ? `"${String.fromCharCode(code)}"` : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

/** A block of its own, lines of 64 characters, with the last line end. */
export function writePem(label: string, der: Uint8Array): string {
  const letters: string[] = [];
  for (let at = 0; at < der.length; at += 3) {
    const [a = 0, b, c] = der.subarray(at, at + 3);
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    letters.push(
      letter(group >> 18),
      letter(group >> 12),
      b === undefined ? '=' : letter(group >> 6),
      c === undefined ? '=' : letter(group),
    );
  }
  const lines = letters.join('').match(/.{1,64}/g) ?? [];
  return [`${BEGIN}${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const letter = (bits: number): string => alphabet.charAt(bits & 63);
