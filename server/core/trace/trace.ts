import { type Digest, factsOf } from '../rules/digest';
import { checkMessage, type MessageFinding, type RuleSet } from '../rules/engine';
import { hopOf } from '../sip/hop';
import { SipMessage } from '../sip/message';
import type { Span } from '../text/span';
import type { Frame, FrameId, TraceFormat } from './frame';
import { messageText, toFrame } from './frame';
import { detectFormats, formatOf, HEAD, splitFrames } from './split';

/** A text as the trace reads it: never as a whole, so that a store in pieces can serve. */
export interface TextSource {
  readonly length: number;
  slice(start: number, end: number): string;
}

/** One message of a trace: where it stands now, and what was found in it. */
export interface Entry {
  readonly id: FrameId;
  /** Moves with edits above it. */
  start: number;
  readonly frame: Frame;
  readonly facts: readonly string[];
  findings: readonly MessageFinding[];
  /** What the rules asked the digest. */
  asked: readonly string[];
}

export interface TraceOptions {
  readonly rules: RuleSet;
  /** Each character is one octet: the bytes were no UTF-8. */
  readonly bytes?: boolean;
  /** Messages are judged by `judgeSome` only, for those who must answer before ten thousand of them are judged. */
  readonly judgeLater?: boolean;
  /** Nothing is read before `read` is run, for those who must answer others while ten thousand messages are. */
  readonly readLater?: boolean;
}

/**
 * The messages of one text with their findings, kept while the text is edited. After `edit` everything is as if the text
 * had been read anew (a property of the tests), but only frames around the edit were.
 */
export class Trace {
  readonly source: TextSource;
  readonly entries: Entry[] = [];
  #formats: readonly TraceFormat[];
  #options: TraceOptions;
  readonly #stating = new Map<string, Entry[]>();
  readonly #asking = new Map<string, Entry[]>();
  /** Entries whose findings are not known yet, in the order in which they are to be judged. */
  readonly #pending = new Set<Entry>();
  #nextId: FrameId = 1;

  constructor(source: TextSource, options: TraceOptions) {
    this.source = source;
    this.#options = options;
    this.#formats = detectFormats(source.slice(0, HEAD));
    if (!options.readLater) toEnd(this.read());
  }

  /** Reads the whole text, a message a step; what is known before the last step is not the truth yet, and the source must stay as it is. */
  *read(): Generator<void> {
    const text = this.source.slice(0, this.source.length);
    const opened: SipMessage[] = [];
    for (const { start, frame } of splitFrames(text, this.#formats)) {
      const entry = this.#entry(start, frame);
      const message = openMessage(frame, text.slice(start, start + frame.length), this.#options.bytes);
      this.#state(entry, message);
      this.entries.push(entry);
      if (!this.#options.judgeLater && opened.length < MANY) opened.push(message);
      yield;
    }
    for (const [i, entry] of this.entries.entries()) {
      if (this.#options.judgeLater) {
        this.#pending.add(entry);
        continue;
      }
      this.#judge(entry, opened[i]);
      yield;
    }
  }

  /** The format that most of the trace is written in. */
  get format(): TraceFormat {
    return this.#formats[0] as TraceFormat;
  }

  get formats(): readonly TraceFormat[] {
    return this.#formats;
  }

  message(entry: Entry): SipMessage {
    return openMessage(entry.frame, this.source.slice(entry.start, entry.start + entry.frame.length), this.#options.bytes);
  }

  /** A span of an entry's message as a span of the whole text. */
  spanOf(entry: Entry, at: Span): Span {
    const start = entry.start + toFrame(entry.frame, at.start);
    return { start, end: Math.max(start, entry.start + toFrame(entry.frame, at.end)) };
  }

  /** Index of the entry whose frame holds the offset, or of the last one before it; -1 before the first. */
  indexAt(offset: number): number {
    let low = -1;
    let high = this.entries.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.entries[middle] as Entry).start <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The entry whose frame holds the offset. */
  entryAt(offset: number): Entry | undefined {
    const entry = this.entries[this.indexAt(offset)];
    return entry && offset <= entry.start + entry.frame.length ? entry : undefined;
  }

  entryOf(id: FrameId): Entry | undefined {
    return this.entries.find((entry) => entry.id === id);
  }

  /** Judges all messages anew, by other rules or severities. */
  setRules(rules: RuleSet): void {
    this.#options = { ...this.#options, rules };
    for (const entry of this.entries) {
      if (this.#options.judgeLater) this.#pending.add(entry);
      else this.#judge(entry);
    }
  }

  /** All findings are known. */
  get isJudged(): boolean {
    return this.#pending.size === 0;
  }

  /** Judges messages that were not yet, until `shouldStop` says so; true when all are. */
  judgeSome(shouldStop: () => boolean): boolean {
    for (const entry of this.#pending) {
      this.#judge(entry);
      if (shouldStop()) break;
    }
    return this.isJudged;
  }

  /**
   * Takes up an edit that the source has been through already: `removed` units at `offset` became `inserted`.
   * Returns the range of entries that are new.
   */
  edit(offset: number, removed: number, inserted: number): { from: number; to: number } {
    const delta = inserted - removed;
    if (offset < HEAD) {
      const formats = detectFormats(this.source.slice(0, HEAD));
      if (formats.length !== this.#formats.length || formats.some((format, i) => format !== this.#formats[i])) {
        this.#formats = formats;
        return this.#reread(0, 0, this.entries.length, delta);
      }
    }
    // A frame's end depends on the line behind it, so the frame before the one that was hit is read again as well, and one more for the
    // text between them.
    const first = Math.max(0, this.indexAt(offset) - 2);
    const from = first === 0 ? 0 : (this.entries[first] as Entry).start;
    return this.#reread(from, first, Math.max(first, this.indexAt(offset + removed) + 1), delta);
  }

  /** Reads frames from offset `from` on, in place of the entries `first` to at least `behind`, until an old frame is met where it must be. */
  #reread(from: number, first: number, behind: number, delta: number): { from: number; to: number } {
    for (let window = 65_536; ; window *= 4) {
      const end = Math.min(this.source.length, this.#startOf(behind, delta, from) + window);
      const isWhole = end === this.source.length;
      const fresh: Entry[] = [];
      let next = behind;
      let met = false;
      for (const { start, frame } of splitFrames(this.source.slice(from, end), this.#formats)) {
        const at = from + start;
        while (next < this.entries.length && (this.entries[next] as Entry).start + delta < at) next++;
        const old = this.entries[next];
        if (old && old.start + delta === at) {
          met = true;
          break;
        }
        fresh.push(this.#entry(at, frame));
      }
      // What stands at the end of the window may go on behind it.
      const last = fresh.at(-1);
      if (met && (!last || last.start + last.frame.length + LOOK_AHEAD < end)) return this.#finish(first, next, fresh, delta);
      if (isWhole) return this.#finish(first, met ? next : this.entries.length, fresh, delta);
    }
  }

  #startOf(index: number, delta: number, from: number): number {
    const entry = this.entries[index];
    return entry ? entry.start + delta : from;
  }

  #finish(first: number, behind: number, fresh: Entry[], delta: number): { from: number; to: number } {
    for (let i = behind; i < this.entries.length; i++) (this.entries[i] as Entry).start += delta;
    this.#replace(first, behind, fresh);
    return { from: first, to: first + fresh.length };
  }

  #entry(start: number, frame: Frame): Entry {
    return { id: this.#nextId++, start, frame, facts: [], findings: [], asked: [] };
  }

  /** Puts entries in the place of others and judges them, and those whose questions have other answers now. */
  #replace(first: number, behind: number, fresh: Entry[]): void {
    /** Facts that come or go, and whether anybody stated them before. */
    const touched = new Map<string, boolean>();
    const gone = this.entries.slice(first, behind);
    for (const entry of gone) {
      for (const fact of entry.facts) {
        if (!touched.has(fact)) touched.set(fact, true);
        this.#unset(this.#stating, fact, entry);
      }
      for (const question of entry.asked) this.#unset(this.#asking, question, entry);
      this.#pending.delete(entry);
    }
    if (fresh.length < MANY) this.entries.splice(first, behind - first, ...fresh);
    else {
      // No spread: a trace can have more messages than a call takes arguments.
      const tail = this.entries.slice(behind);
      this.entries.length = first;
      for (const entry of fresh) this.entries.push(entry);
      for (const entry of tail) this.entries.push(entry);
    }
    const opened = fresh.map((entry) => {
      const message = this.message(entry);
      this.#state(entry, message, (fact) => {
        if (!touched.has(fact)) touched.set(fact, this.#stating.has(fact));
      });
      return fresh.length < MANY ? message : undefined;
    });
    const isLater = this.#options.judgeLater === true && fresh.length >= MANY_TO_JUDGE;
    for (const [i, entry] of fresh.entries()) {
      if (isLater) this.#pending.add(entry);
      else this.#judge(entry, opened[i]);
    }
    const again = new Set<Entry>();
    for (const [fact, wasStated] of touched) {
      for (const entry of this.#asking.get(whoStates(fact)) ?? []) again.add(entry);
      if (wasStated === this.#stating.has(fact)) continue;
      for (const entry of this.#asking.get(isStated(fact)) ?? []) again.add(entry);
    }
    for (const entry of fresh) again.delete(entry);
    for (const entry of again) {
      if (this.#options.judgeLater && again.size >= MANY_TO_JUDGE) this.#pending.add(entry);
      else this.#judge(entry);
    }
  }

  /** Notes what the message of a new entry states; `before` hears of each fact first. */
  #state(entry: Entry, message: SipMessage, before?: (fact: string) => void): void {
    const facts = factsOf(message, entry.frame, formatOf(entry.frame.format).loses);
    (entry as { facts: readonly string[] }).facts = facts;
    for (const fact of facts) {
      before?.(fact);
      this.#set(this.#stating, fact, entry);
    }
  }

  #judge(entry: Entry, message: SipMessage = this.message(entry)): void {
    this.#pending.delete(entry);
    for (const question of entry.asked) this.#unset(this.#asking, question, entry);
    const asked = new Set<string>();
    const trace: Digest = {
      isStated: (fact) => {
        asked.add(isStated(fact));
        return this.#stating.has(fact);
      },
      framesStating: (fact) => {
        asked.add(whoStates(fact));
        const others = (this.#stating.get(fact) ?? nobody).filter((other) => other !== entry).sort((a, b) => a.start - b.start);
        return others.slice(0, MOST_FRAMES).map((other) => other.id);
      },
    };
    const { loses } = formatOf(entry.frame.format);
    entry.findings = checkMessage(message, { hop: this.#hop(entry, message), loses, trace }, this.#options.rules);
    entry.asked = asked.size > 0 ? [...asked] : nothing;
    for (const question of asked) this.#set(this.#asking, question, entry);
  }

  #hop(entry: Entry, message: SipMessage) {
    return hopOf(message, entry.frame, formatOf(entry.frame.format).loses);
  }

  #set(index: Map<string, Entry[]>, fact: string, entry: Entry): void {
    const entries = index.get(fact);
    // A fact that one message states twice is one fact.
    if (!entries) index.set(fact, [entry]);
    else if (entries.at(-1) !== entry) entries.push(entry);
  }

  #unset(index: Map<string, Entry[]>, fact: string, entry: Entry): void {
    const entries = index.get(fact);
    const at = entries?.lastIndexOf(entry) ?? -1;
    if (!entries || at < 0) return;
    const last = entries.pop() as Entry;
    if (last !== entry) entries[at] = last;
    if (entries.length === 0) index.delete(fact);
  }
}

function toEnd(steps: Iterator<void>): void {
  let step = steps.next();
  while (!step.done) step = steps.next();
}

/** The two questions that a rule can ask of a fact: the first has another answer only when the last frame that stated it is gone. */
const isStated = (fact: string): string => `? ${fact}`;
const whoStates = (fact: string): string => `who ${fact}`;

const nothing: readonly string[] = [];
const nobody: readonly Entry[] = [];
const MOST_FRAMES = 8;
const LOOK_AHEAD = 65_536;
/** So many new messages at once are opened twice rather than kept. */
const MANY = 1000;
/** As many as a keystroke has time for. */
const MANY_TO_JUDGE = 32;

/** The message of a frame. `text` is the text of the frame. */
export function openMessage(frame: Frame, text: string, bytes?: boolean): SipMessage {
  return new SipMessage(messageText(frame, text), { bytes, cut: frame.cut });
}
