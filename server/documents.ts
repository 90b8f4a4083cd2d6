import type { Position, Range, TextDocument, TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { rules } from '#core/rules/all.gen';
import { type RuleSet, selectRules } from '#core/rules/engine';
import { PieceText } from '#core/text/pieces';
import { Trace } from '#core/trace/trace';

/**
 * An open document: its text in pieces, and the trace in it, which is read when somebody first asks and kept up with every edit.
 * Stands where vscode-languageserver-textdocument's document would, which copies the whole text at each keystroke.
 */
export class SipDocument
  implements Pick<TextDocument, 'uri' | 'languageId' | 'version' | 'lineCount' | 'getText' | 'positionAt' | 'offsetAt'>
{
  readonly uri: string;
  readonly languageId: string;
  #version: number;
  #text: PieceText;
  #trace?: Trace;
  #rules: RuleSet;

  constructor(opened: { uri: string; languageId: string; version: number; text: string }, rules: RuleSet = everyday) {
    this.uri = opened.uri;
    this.languageId = opened.languageId;
    this.#version = opened.version;
    this.#text = new PieceText(opened.text);
    this.#rules = rules;
  }

  get version(): number {
    return this.#version;
  }

  get lineCount(): number {
    return this.#text.lineCount;
  }

  /** In UTF-16 units. */
  get length(): number {
    return this.#text.length;
  }

  /** The messages; their findings are known once `trace.judgeSome` has said so. */
  get trace(): Trace {
    this.#trace ??= new Trace(this.#text, { rules: this.#rules, judgeLater: true });
    return this.#trace;
  }

  slice(start: number, end: number): string {
    return this.#text.slice(start, end);
  }

  /** The whole text where no range is given: for small documents and commands, never on a keystroke. */
  getText(range?: Range): string {
    return range ? this.#text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : this.#text.slice(0, this.#text.length);
  }

  positionAt(offset: number): Position {
    return this.#text.positionAt(offset);
  }

  offsetAt(position: Position): number {
    return this.#text.offsetAt(position);
  }

  /** Takes up changes in the order in which the client made them. A change without a range is the whole text. */
  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      if ('range' in change) {
        const start = this.#text.offsetAt(change.range.start);
        const end = Math.max(start, this.#text.offsetAt(change.range.end));
        this.#text.replace({ start, end }, change.text);
        this.#trace?.edit(start, end - start, change.text.length);
      } else {
        this.#text = new PieceText(change.text);
        this.#trace = undefined;
      }
    }
    this.#version = version;
  }

  /** Judges by other rules from now on. */
  setRules(rules: RuleSet): void {
    this.#rules = rules;
    this.#trace?.setRules(rules);
  }
}

const everyday = selectRules(rules, 'practical');

/** The documents that the client has open. */
export class Documents {
  readonly #open = new Map<string, SipDocument>();

  get(uri: string): SipDocument | undefined {
    return this.#open.get(uri);
  }

  all(): SipDocument[] {
    return [...this.#open.values()];
  }

  open(document: SipDocument): void {
    this.#open.set(document.uri, document);
  }

  close(uri: string): void {
    this.#open.delete(uri);
  }
}
