import { type CompletionItem, CompletionItemKind, CompletionItemTag, MarkupKind, type Position } from 'vscode-languageserver/node';
import { completionAt } from '#core/config/completion/complete';
import type { ConfigProposal } from '#core/config/completion/place';
import { scriptWords, settingWords } from '#core/hover/setting';
import type { OpenConfig } from '../config-workspace';
import type { Session } from '../session';
import { pathProposals } from './config-paths';

export interface CompletionOptions {
  readonly isMarkdown: boolean;
  /** The sign that brought the editor to ask by itself; absent where the user asked, or writes a word. */
  readonly sign?: string;
}

export async function configCompletion(
  session: Session,
  config: OpenConfig,
  position: Position,
  { isMarkdown, sign }: CompletionOptions,
): Promise<CompletionItem[]> {
  const { document, dialect, readings, text } = config;
  const [{ facts, dialect: holder }] = readings;
  const offset = document.offsetAt(position);
  const before = document.slice(document.offsetAt({ line: position.line, character: 0 }), offset);
  const place = { text, file: document.uri, offset, before };
  const { proposals, path, isStart = false } = completionAt(dialect ?? holder, place, facts);
  // A blank or a bracket at the start of a line asks for nothing.
  if (isStart && sign !== undefined) return [];
  const all = path ? [...proposals, ...(await pathProposals(session, config, path))] : proposals;
  return all.map((proposal, i) => toItem(proposal, i, position, isMarkdown));
}

const kinds: { readonly [kind in ConfigProposal['kind']]: CompletionItemKind } = {
  setting: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  name: CompletionItemKind.Reference,
  section: CompletionItemKind.Module,
  function: CompletionItemKind.Function,
  variable: CompletionItemKind.Variable,
  word: CompletionItemKind.Keyword,
  path: CompletionItemKind.File,
};

function toItem(proposal: ConfigProposal, order: number, position: Position, isMarkdown: boolean): CompletionItem {
  const { kind, label, typed, insert = label, detail, isWeak } = proposal;
  const start = { line: position.line, character: Math.max(0, position.character - typed) };
  const text = documentationOf(proposal, isMarkdown);
  return {
    label,
    kind: kind === 'path' && label.endsWith('/') ? CompletionItemKind.Folder : kinds[kind],
    sortText: String(order).padStart(4, '0'),
    filterText: insert,
    textEdit: { range: { start, end: position }, newText: insert },
    ...(isWeak && { tags: [CompletionItemTag.Deprecated] }),
    ...(detail !== undefined && { detail }),
    ...(text !== undefined && { documentation: isMarkdown ? { kind: MarkupKind.Markdown, value: text } : text.replaceAll('`', '') }),
  };
}

function documentationOf({ doc, meaning }: ConfigProposal, isMarkdown: boolean): string | undefined {
  if (meaning !== undefined || !doc) return meaning;
  const words = 'cite' in doc ? scriptWords(doc) : settingWords(doc);
  return isMarkdown ? words.markdown : words.plain;
}
