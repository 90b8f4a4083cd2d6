import { type CompletionItem, CompletionItemKind, MarkupKind, type Position } from 'vscode-languageserver/node';
import { type ConfigProposal, configProposals } from '#core/config/completion';
import { settingWords } from '#core/hover/setting';
import type { OpenConfig } from '../config-workspace';

export function configCompletion({ document, dialect, readings }: OpenConfig, position: Position, isMarkdown: boolean): CompletionItem[] {
  const [{ facts, dialect: holder }] = readings;
  const offset = document.offsetAt(position);
  const before = document.slice(document.offsetAt({ line: position.line, character: 0 }), offset);
  const proposals = configProposals(dialect ?? holder, facts, { before, file: document.uri, offset });
  return proposals.map((proposal, i) => toItem(proposal, i, position, isMarkdown));
}

const kinds: { readonly [kind in ConfigProposal['kind']]: CompletionItemKind } = {
  setting: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  name: CompletionItemKind.Reference,
};

function toItem(
  { kind, label, typed, doc, meaning }: ConfigProposal,
  order: number,
  position: Position,
  isMarkdown: boolean,
): CompletionItem {
  const start = { line: position.line, character: Math.max(0, position.character - typed) };
  const words = doc && settingWords(doc);
  const text = meaning ?? (isMarkdown ? words?.markdown : words?.plain);
  return {
    label,
    kind: kinds[kind],
    sortText: String(order).padStart(4, '0'),
    filterText: label,
    textEdit: { range: { start, end: position }, newText: label },
    ...(doc && kind === 'setting' && { detail: doc.where }),
    ...(text !== undefined && { documentation: isMarkdown ? { kind: MarkupKind.Markdown, value: text } : text.replaceAll('`', '') }),
  };
}
