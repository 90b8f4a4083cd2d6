import type { Span } from '../../text/span';
import type { Certificate } from '../../x509/certificate';
import type { FilePlace } from '../model';
import type { PemEntry } from './facts';

/**
 * The edits that leave the certificates of a file as `wanted` and in that order: the own one first, no root, none twice. What stands above a block
 * (the names that OpenSSL prints there) goes with it; keys and other blocks stay where they are. undefined: nothing is to change, or the
 * order asks for a certificate that the file lacks.
 */
export function orderEdits(
  text: string,
  blocks: readonly PemEntry[],
  wanted: readonly Certificate[],
): readonly { readonly place: FilePlace; readonly text: string }[] | undefined {
  const pieces = piecesOf(text, blocks).filter(({ entry }) => entry.kind === 'certificate');
  const order = wanted.map(({ sha256 }) => pieces.find(({ entry }) => isOf(entry, sha256)));
  if (order.some((piece) => piece === undefined) || order.length === 0) return undefined;
  const edits = pieces.flatMap(({ entry, at }, i) => {
    const piece = order[i];
    const next = piece ? textOf(text, piece.at, text) : '';
    return next === text.slice(at.start, at.end) ? [] : [{ place: { file: entry.place.file, at }, text: next }];
  });
  // A line that could be of a key with a broken beginning is not carried about.
  const isSafe = edits.every((edit) => !/PRIVATE KEY|Proc-Type/.test(edit.text));
  return edits.length > 0 && isSafe ? edits : undefined;
}

const isOf = (entry: PemEntry, sha256: string): boolean =>
  entry.kind === 'certificate' && entry.certificate.kind === 'certificate' && entry.certificate.sha256 === sha256;

interface Piece {
  readonly entry: PemEntry;
  readonly at: Span;
}

/** Each block from the end of the line of the one before it to the end of its own line. */
function piecesOf(text: string, blocks: readonly PemEntry[]): Piece[] {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  return blocks.map((entry) => {
    const feed = text.indexOf('\n', entry.place.at.end);
    const rest = text.slice(entry.place.at.end, feed < 0 ? text.length : feed);
    // Where something else stands behind a block on its line, the line is not the block's alone.
    const end = rest.trim() !== '' ? entry.place.at.end : feed < 0 ? text.length : feed + 1;
    const at = { start: Math.min(start, entry.place.at.start), end };
    start = end;
    return { entry, at };
  });
}

/** With a line end behind it, also where it was the last. */
function textOf(text: string, { start, end }: Span, whole: string): string {
  const piece = text.slice(start, end);
  return piece.endsWith('\n') ? piece : `${piece}${whole.includes('\r\n') ? '\r\n' : '\n'}`;
}
