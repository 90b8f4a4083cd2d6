import { type Span, span } from '../text/span';
import type { Trace } from '../trace/trace';
import { type Cancelled, never } from './relations';

export interface Fold {
  readonly kind: 'message' | 'header' | 'body' | 'text';
  readonly at: Span;
}

/** What can be folded: each message; where `isDeep`, also folded headers, bodies, and text between messages. Messages come first. */
export function foldsOf(trace: Trace, isDeep: boolean, cancelled: Cancelled = never): Fold[] {
  const messages: Fold[] = [];
  const parts: Fold[] = [];
  let behind = 0;
  for (let i = 0; i < trace.entries.length; i++) {
    if ((i & 255) === 255 && cancelled()) break;
    const entry = trace.entries[i];
    if (!entry) break;
    const end = entry.start + entry.frame.length;
    if (!isDeep) {
      messages.push({ kind: 'message', at: span(entry.start, end) });
      continue;
    }
    messages.push({ kind: 'message', at: trimmed(trace, entry.start, end) });
    addText(trace, behind, entry.start, parts);
    behind = end;
    const message = trace.message(entry);
    for (const header of message.headers)
      if (message.text.slice(header.start, header.value.end).includes('\n'))
        parts.push({ kind: 'header', at: trace.spanOf(entry, header) });
    for (const { content } of message.bodies) {
      const at = trace.spanOf(entry, content);
      parts.push({ kind: 'body', at: trimmed(trace, at.start, at.end) });
    }
  }
  if (isDeep) addText(trace, behind, trace.source.length, parts);
  return [...messages, ...parts];
}

function addText(trace: Trace, start: number, end: number, folds: Fold[]): void {
  const at = trimmed(trace, start, end);
  if (at.end > at.start) folds.push({ kind: 'text', at });
}

/** Without the white space at both ends, so that the empty line behind a message stays. */
function trimmed(trace: Trace, start: number, end: number): Span {
  const text = trace.source.slice(start, end);
  const from = start + (text.length - text.trimStart().length);
  return span(Math.min(from, end), Math.max(from, end - (text.length - text.trimEnd().length)));
}
