import type { MessageFinding } from '#core/rules/engine';
import type { Entry } from '#core/trace/trace';
import type { SipDocument } from '../documents';

export interface Found {
  readonly entry: Entry;
  readonly finding: MessageFinding;
}

/** The findings whose span meets a range of the document. */
export function findingsIn(document: SipDocument, start: number, end: number): Found[] {
  const { trace } = document;
  const found: Found[] = [];
  for (let i = Math.max(0, trace.indexAt(start)); i < trace.entries.length; i++) {
    const entry = trace.entries[i] as Entry;
    if (entry.start > end) break;
    for (const finding of entry.findings) {
      const at = trace.spanOf(entry, finding.at);
      if (at.start <= end && at.end >= start) found.push({ entry, finding });
    }
  }
  return found;
}
