import type { ConfigFacts } from '../model';
import type { ScriptWord, SettingDoc } from '../setting-doc';

/** Where something is to be written. */
export interface CompletionPlace {
  readonly text: string;
  readonly file: string;
  readonly offset: number;
  /** The line up to the cursor. */
  readonly before: string;
}

/** What may be written at a place. `typed`: how many characters in front of it stand there already. */
export interface ConfigProposal {
  readonly kind: 'setting' | 'value' | 'name' | 'section' | 'function' | 'variable' | 'word' | 'path';
  readonly label: string;
  readonly typed: number;
  /** Where other text is written than the label. */
  readonly insert?: string;
  /** Beside the label: where it may stand, what kind of name it is. */
  readonly detail?: string;
  readonly doc?: SettingDoc | ScriptWord;
  readonly meaning?: string;
  /** Possible, and to be left alone. */
  readonly isWeak?: boolean;
}

/** A path that is being written; whoever can look into folders says what goes on from there. */
export interface PathWish {
  readonly typed: string;
  /** What it is relative to: the main file of the configuration, or the one that is being written. */
  readonly from: 'root' | 'file';
}

export interface Completion {
  readonly proposals: readonly ConfigProposal[];
  readonly path?: PathWish;
  /** A line or statement may begin here: proposed where somebody asks or has begun to write, not for a blank or a sign alone. */
  readonly isStart?: boolean;
}

/** Bounded by the text of the document; reads no file. */
export type Completer = (place: CompletionPlace, facts: ConfigFacts) => Completion;

export const nothingToPropose: Completion = { proposals: [] };
