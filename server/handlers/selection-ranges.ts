import type { SelectionRange } from 'vscode-languageserver/node';
import { placesAt } from '#core/editor/place';
import type { Span } from '#core/text/span';
import { toMessage } from '#core/trace/frame';
import type { SipDocument } from '../documents';
import { guarded, type Session } from '../session';
import { rangeOf } from './findings';

/** From the part under the cursor to its value, header, message, and the document. */
export function selectionRanges(session: Session): void {
  session.connection.onSelectionRanges(
    guarded(session, 'textDocument/selectionRange', null, async ({ textDocument, positions }) => {
      const document = await session.document(textDocument.uri);
      return document ? positions.map((position) => rangesAt(document, document.offsetAt(position))) : null;
    }),
  );
}

function rangesAt(document: SipDocument, offset: number): SelectionRange {
  const { trace } = document;
  const spans: Span[] = [{ start: 0, end: document.length }];
  const entry = trace.entryAt(offset);
  const inMessage = entry && toMessage(entry.frame, offset - entry.start);
  if (entry) spans.push({ start: entry.start, end: entry.start + entry.frame.length });
  if (entry && inMessage !== undefined) {
    const message = trace.message(entry);
    spans.push(trace.spanOf(entry, { start: 0, end: message.text.length }));
    for (const place of placesAt(message, inMessage)) spans.push(trace.spanOf(entry, place.at));
  }
  let parent: SelectionRange | undefined;
  let last: Span | undefined;
  for (const at of spans) {
    const isNested = !last || (at.start >= last.start && at.end <= last.end && at.end - at.start < last.end - last.start);
    if (!isNested || at.start > offset || at.end < offset) continue;
    parent = parent ? { range: rangeOf(document, at), parent } : { range: rangeOf(document, at) };
    last = at;
  }
  const position = document.positionAt(offset);
  return parent ?? { range: { start: position, end: position } };
}
