import { callsIn } from '#core/editor/calls';
import { messageName } from '#core/editor/outline';
import { hopOf } from '#core/sip/hop';
import { formatOf } from '#core/trace/split';
import type { SipDocument } from '../documents';
import { TRACE_INFO_REQUEST, type TraceInfo, type TraceInfoMessage, type TraceInfoParams } from '../protocol';
import { guarded, type Session } from '../session';
import { readAhead } from './read-ahead';

/** What a status bar shows of a trace and of the message under the cursor. */
export function traceInfo(session: Session): void {
  session.connection.onRequest(
    TRACE_INFO_REQUEST,
    guarded(session, TRACE_INFO_REQUEST, null, async ({ uri, position }: TraceInfoParams, token): Promise<TraceInfo | null> => {
      const document = await session.document(uri);
      if (!document || !(await readAhead(document.trace, token))) return null;
      const { trace } = document;
      return {
        format: trace.format.id,
        formatTitle: trace.format.title,
        messages: trace.entries.length,
        calls: callsIn(trace),
        byGuess: trace.format.id === 'bare',
        ...(position && { message: messageAt(document, document.offsetAt(position)) }),
      };
    }),
  );
}

function messageAt({ trace }: SipDocument, offset: number): TraceInfoMessage | undefined {
  const entry = trace.entryAt(offset);
  if (!entry) return undefined;
  const message = trace.message(entry);
  const { framing, via } = hopOf(message, entry.frame, formatOf(entry.frame.format).loses);
  return {
    index: trace.indexAt(offset),
    name: messageName(message),
    ...(message.callId && { callId: message.callId }),
    ...((framing ?? via) && { transport: framing ?? `${via} by Via` }),
  };
}
