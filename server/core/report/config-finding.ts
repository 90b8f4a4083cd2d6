import type { Position, TextFinding } from '../../contracts';
import type { FilePlace } from '../config/model';
import type { ConfigFinding } from '../rules/config-engine';
import { PieceText } from '../text/pieces';
import { maskSecrets } from '../text/secrets';
import { placing } from './check';
import type { Excerpt } from './excerpt';

/**
 * Findings in configurations, and in files that are judged as such, as reports print them. `path` is the file that they are listed under; a
 * place in another file, of the same configuration or of another one, says which. `texts` knows all of them.
 */
export function textFindings(
  findings: readonly ConfigFinding[],
  { path, texts }: { readonly path: string; readonly texts: Pick<ReadonlyMap<string, string>, 'get'> },
): TextFinding[] {
  const placings = new Map<string, ReturnType<typeof placing>>();
  const place = ({ file, at }: FilePlace): { start: Position; end: Position } => {
    const known = placings.get(file) ?? placing(new PieceText(texts.get(file) ?? ''));
    placings.set(file, known);
    return known(at);
  };
  const elsewhere = (at: FilePlace): { path?: string; start: Position; end: Position } => ({
    ...(at.file !== path && { path: at.file }),
    ...place(at),
  });
  return findings.map(({ rule, severity, message, remedy, cites, place: at, related = [], fix }) => ({
    rule,
    severity,
    message,
    ...(remedy !== undefined && { remedy }),
    cites: [...cites],
    ...place(at),
    ...(related.length > 0 && { related: related.map((one) => ({ message: one.message, ...elsewhere(one.place) })) }),
    ...(fix && { fixes: [{ title: fix.title, edits: fix.edits.map((edit) => ({ ...elsewhere(edit.place), text: edit.text })) }] }),
  }));
}

/** The line on which a place begins, without its line end and without secrets. */
export function lineExcerpt(text: string): (place: { readonly start: Position; readonly end: Position }) => Excerpt {
  // A secret shows as such only in what stands around it.
  let masked: string | undefined;
  return ({ start, end }) => {
    masked ??= maskSecrets(text);
    const from = start.offset - (start.column - 1);
    const feed = masked.slice(from).search(/[\r\n]/);
    const to = feed < 0 ? masked.length : from + feed;
    return { text: masked.slice(from, to), start: start.offset - from, end: Math.max(start.offset, Math.min(end.offset, to)) - from };
  };
}
