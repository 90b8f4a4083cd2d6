import { type CompletionItem, CompletionItemKind, MarkupKind } from 'vscode-languageserver/node';
import { type Part, type Proposal, proposalsFor } from '#core/editor/completion';
import { headerAt } from '#core/editor/place';
import { factWords } from '#core/hover/hover';
import { unfolded } from '#core/sip/message';
import { toMessage } from '#core/trace/frame';
import type { SipDocument } from '../documents';
import { guarded, type Session } from '../session';
import { configCompletion } from './config-completion';

export function completion(session: Session): void {
  session.connection.onCompletion(
    guarded(session, 'textDocument/completion', null, async ({ textDocument, position, context }): Promise<CompletionItem[] | null> => {
      const takes = session.capabilities.textDocument?.completion?.completionItem?.documentationFormat ?? [];
      const isMarkdown = takes.includes(MarkupKind.Markdown);
      const config = await session.configs.of(textDocument.uri);
      const sign = context?.triggerCharacter;
      if (config) return configCompletion(session, config, position, { isMarkdown, ...(sign !== undefined && { sign }) });
      // These signs mean something in configurations only.
      if (sign !== undefined && '$[({'.includes(sign)) return null;
      const document = await session.document(textDocument.uri);
      if (!document) return null;
      const { before, part } = cursorAt(document, document.offsetAt(position));
      if (part === 'outside' && document.languageId !== 'sip-trace') return null;
      return proposalsFor(before, part).map((proposal, i) => toItem(proposal, i, { position, isMarkdown }));
    }),
  );
}

/** The line up to the cursor, and the part of a message that it belongs to. */
function cursorAt(document: SipDocument, offset: number): { before: string; part: Part } {
  const { line } = document.positionAt(offset);
  const before = document.slice(document.offsetAt({ line, character: 0 }), offset);
  const { trace } = document;
  const entry = trace.entryAt(offset);
  const at = entry && toMessage(entry.frame, offset - entry.start);
  if (!entry || at === undefined) return { before, part: 'outside' };
  const message = trace.message(entry);
  if (at <= message.startLine.span.end) return { before, part: 'startLine' };
  if (at > message.headerPart.end) return { before, part: message.sdp && at >= message.sdp.start ? 'sdp' : 'body' };
  const header = headerAt(message, at);
  const isFolded = header && message.text.slice(header.start, at).includes('\n');
  return { before: isFolded ? unfolded(message.text, { start: header.start, end: at }) : before, part: 'headers' };
}

const kinds: { readonly [kind in Proposal['kind']]: CompletionItemKind } = {
  header: CompletionItemKind.Field,
  method: CompletionItemKind.Method,
  value: CompletionItemKind.EnumMember,
  param: CompletionItemKind.Property,
  status: CompletionItemKind.Constant,
  attribute: CompletionItemKind.Property,
};

interface At {
  readonly position: { readonly line: number; readonly character: number };
  readonly isMarkdown: boolean;
}

function toItem({ kind, label, insert, typed, fact }: Proposal, order: number, { position, isMarkdown }: At): CompletionItem {
  const start = { line: position.line, character: Math.max(0, position.character - typed) };
  const words = factWords(fact);
  return {
    label,
    kind: kinds[kind],
    sortText: String(order).padStart(4, '0'),
    filterText: label,
    textEdit: { range: { start, end: position }, newText: insert },
    documentation: isMarkdown ? { kind: MarkupKind.Markdown, value: words.markdown } : words.plain,
  };
}
