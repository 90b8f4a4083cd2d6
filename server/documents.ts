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
  /** A trace that is being read. */
  #reading?: { readonly trace: Trace; readonly steps: Iterator<void> };
  /** How often an edit came while it was read. */
  #interruptions = 0;
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
    this.readSome(() => false);
    return this.#trace as Trace;
  }

  /** All messages are read, so that `trace` takes no time. */
  get isRead(): boolean {
    return this.#trace !== undefined;
  }

  /** Reads messages until `shouldStop` says so; true when all are read. */
  readSome(shouldStop: () => boolean): boolean {
    if (this.#trace) return true;
    if (!this.#reading) {
      const trace = new Trace(this.#text, { rules: this.#rules, judgeLater: true, readLater: true });
      this.#reading = { trace, steps: trace.read() };
    }
    const { trace, steps } = this.#reading;
    while (!steps.next().done) if (this.#interruptions < MOST_INTERRUPTIONS && shouldStop()) return false;
    this.#trace = trace;
    this.#reading = undefined;
    this.#interruptions = 0;
    return true;
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
    // Edits before the reading has come to its end are rare; it begins again then, but not for ever.
    if (this.#reading) this.#interruptions++;
    this.#reading = undefined;
    for (const change of changes) {
      if ('range' in change) {
        const start = this.#text.offsetAt(change.range.start);
        const end = Math.max(start, this.#text.offsetAt(change.range.end));
        this.#text.replace({ start, end }, change.text);
        // What is pasted in such an amount is better read step by step, like a document that is opened.
        if (change.text.length > LARGE) this.#trace = undefined;
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
    (this.#trace ?? this.#reading?.trace)?.setRules(rules);
  }
}

const MOST_INTERRUPTIONS = 5;
const LARGE = 2_000_000;

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
