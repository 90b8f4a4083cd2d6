import { messageName } from '#core/editor/outline';
import { identityOf } from '#core/editor/relations';
import { hopOf } from '#core/sip/hop';
import { formatOf } from '#core/trace/split';
import type { Trace } from '#core/trace/trace';
import { TRACE_INFO_REQUEST, type TraceInfo, type TraceInfoMessage, type TraceInfoParams } from '../protocol';
import { guarded, type Session } from '../session';

/** What a client shows of a document as a whole, and of the message at the cursor. */
export function traceInfo(session: Session): void {
  session.connection.onRequest(
    TRACE_INFO_REQUEST,
    guarded(session, TRACE_INFO_REQUEST, null, async ({ uri, position }: TraceInfoParams): Promise<TraceInfo | null> => {
      const document = await session.document(uri);
      if (!document) return null;
      const { trace } = document;
      const { id, title } = trace.format;
      return {
        format: id,
        formatTitle: title,
        messages: trace.entries.length,
        calls: countCalls(trace),
        byGuess: id === 'bare',
        message: position && messageAt(trace, document.offsetAt(position)),
      };
    }),
  );
}

function countCalls(trace: Trace): number {
  const calls = new Set<string>();
  for (const entry of trace.entries) {
    const { callId, method } = identityOf(trace, entry);
    if (method === 'INVITE' && callId !== '') calls.add(callId);
  }
  return calls.size;
}

function messageAt(trace: Trace, offset: number): TraceInfoMessage | undefined {
  const index = trace.indexAt(offset);
  const entry = trace.entryAt(offset);
  if (!entry) return undefined;
  const message = trace.message(entry);
  const hop = hopOf(message, entry.frame, formatOf(entry.frame.format).loses);
  return {
    index,
    name: messageName(message, false),
    callId: message.callId,
    transport: hop.framing ?? (hop.transport && `${hop.transport} by Via`),
  };
}
