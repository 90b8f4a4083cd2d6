import type { Diagnostic } from 'vscode-languageserver/node';
import type { SipDocument } from '../documents';
import type { Session } from '../session';
import type { Settings } from '../settings';
import { Turn } from '../turn';
import { diagnosticsOf } from './findings';
import { sameDiagnostics } from './same-diagnostics';

/** What was last said of a document. While nothing differs it keeps its id. */
export interface Report {
  readonly document: SipDocument;
  readonly version: number;
  readonly settings: Settings;
  readonly resultId: string;
  readonly items: Diagnostic[];
  /** Every message is judged. */
  readonly isWhole: boolean;
}

/**
 * The findings of the open documents as reports. A big trace is judged in slices where the client can be told that there is more:
 * `completed` hears of each document of which the first report was not the whole one.
 */
export class Reports {
  readonly #session: Session;
  readonly #completed: (uri: string) => void;
  readonly #reports = new Map<string, Report>();
  readonly #goingOn = new Set<string>();
  #lastId = 0;

  constructor(session: Session, completed: (uri: string) => void) {
    this.#session = session;
    this.#completed = completed;
  }

  forget(uri: string): void {
    this.#reports.delete(uri);
  }

  async of(uri: string, canAnswerTwice: boolean): Promise<Report | undefined> {
    const document = await this.#session.document(uri);
    const settings = await this.#session.settingsOf(uri);
    if (!document) return undefined;
    const before = this.#reports.get(uri);
    const isAsBefore = before?.document === document && before.version === document.version && before.settings === settings;
    if (isAsBefore && before.isWhole) return before;
    const isWhole = canAnswerTwice ? this.#judgeFirst(document) : await judgeAll(document);
    if (this.#session.documents.get(uri) !== document) return undefined;
    const items = diagnosticsOf(document, settings['sipTls.trace.maxFindings']);
    const isSame = before !== undefined && sameDiagnostics(before.items, items);
    const resultId = isSame ? before.resultId : String(++this.#lastId);
    const report = { document, version: document.version, settings, items, isWhole, resultId };
    this.#reports.set(uri, report);
    return report;
  }

  /** Judges as many messages as the first answer has time for, and the others afterwards, when nobody waits; true when all are. */
  #judgeFirst(document: SipDocument): boolean {
    const isWhole = document.trace.judgeSome(deadline(FIRST_MS));
    if (!isWhole && !this.#goingOn.has(document.uri)) {
      this.#goingOn.add(document.uri);
      setImmediate(() => this.#goOn(document));
    }
    return isWhole;
  }

  #goOn(document: SipDocument): void {
    if (this.#session.documents.get(document.uri) !== document) this.#goingOn.delete(document.uri);
    // Where the text is to be read anew, that is for the next question.
    else if (!document.isRead || document.trace.judgeSome(deadline(SLICE_MS))) {
      this.#goingOn.delete(document.uri);
      this.#completed(document.uri);
    } else setImmediate(() => this.#goOn(document));
  }
}

/** For a client that cannot be told to ask again: the one answer has everything, and others need not wait for it. */
async function judgeAll(document: SipDocument): Promise<boolean> {
  const turn = new Turn();
  while (!document.trace.judgeSome(turn.isOver)) await turn.next();
  return true;
}

/** What the first answer may take, and each step of the rest, between which other requests are answered. */
const FIRST_MS = 60;
const SLICE_MS = 20;

function deadline(ms: number): () => boolean {
  const end = performance.now() + ms;
  return () => performance.now() > end;
}
