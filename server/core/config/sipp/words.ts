import { type Span, span } from '../../text/span';

/** Finds where SIPp is run in shell scripts, Makefiles, CI jobs and Dockerfiles, and splits the command into words. */

export interface Word {
  /** Quotes taken off. */
  readonly text: string;
  readonly at: Span;
  /** A variable or a command stands in it. */
  readonly isKnown: boolean;
}

/** Each command from the word that runs SIPp on. Never throws; linear in the size of the text. */
export function sippCommands(text: string): Word[][] {
  const commands: Word[][] = [];
  const command = /(?:(?<=[\s;&|(`/"'@]|^)sipp|\$[({]?SIPP(?:_BIN|_CMD|_EXE|_PATH|_BINARY)?[)}]?)(?=["']?[\s,])/gm;
  for (let match = command.exec(text); match; match = command.exec(text)) {
    const start = match.index;
    const comment = commentStart(text, start);
    if (comment >= 0) {
      const feed = text.indexOf('\n', start);
      command.lastIndex = feed < 0 ? text.length : feed;
      continue;
    }
    const isList = text[start - 1] === '"' && /^"\s*,/.test(text.slice(start + 4, start + 20));
    const words = isList ? listWords(text, start) : shellWords(text, span(start, start + match[0].length));
    if (words.slice(1).some(({ text: word }) => isOption(word))) commands.push(words);
    command.lastIndex = Math.max(command.lastIndex, words.at(-1)?.at.end ?? 0);
  }
  return commands;
}

/** Any that a script would use; a text that merely speaks of SIPp has none of them behind the word. */
const isOption = (word: string): boolean =>
  /^-(?:s[fn]|t|tls_\w+|i|p|m|s|l|r|d|inf|rsa|au|ap|aa|bg|trace_\w+|key|set|mi|mp|timeout|oocs[fn]|users|nd|nr|cid_str)$/.test(word);

/** Where the comment begins that it stands in, on its line; -1: in none. */
function commentStart(text: string, at: number): number {
  const start = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 400);
  return text.slice(start, at).search(/(?:^|\s)#(?!!)/);
}

const MOST = 8000;

/** Up to what ends a command; a backslash at the end of a line goes on in the next. */
function shellWords(text: string, first: Span): Word[] {
  const words: Word[] = [{ text: text.slice(first.start, first.end), at: first, isKnown: true }];
  const limit = Math.min(text.length, first.start + MOST);
  let at = /["']/.test(text[first.end] ?? '') ? first.end + 1 : first.end;
  while (at < limit) {
    at = skipBlanks(text, at, limit);
    const sign = text[at] ?? '\n';
    if (at >= limit || '\n\r;&|)`<>#'.includes(sign)) break;
    const word = readWord(text, at, limit);
    if (word.at.end === at) break;
    words.push(word);
    at = word.at.end;
  }
  return words;
}

function skipBlanks(text: string, from: number, limit: number): number {
  let at = from;
  for (;;) {
    while (at < limit && (text[at] === ' ' || text[at] === '\t')) at++;
    const goesOn = text[at] === '\\' ? /^\\\r?\n/.exec(text.slice(at, at + 3)) : null;
    if (!goesOn) return at;
    at += goesOn[0].length;
  }
}

function readWord(text: string, start: number, limit: number): Word {
  let at = start;
  let joined = '';
  let isKnown = true;
  while (at < limit) {
    const sign = text[at] ?? '';
    if (/[\s;&|)`<>]/.test(sign)) break;
    if (sign === '"' || sign === "'") {
      const close = text.indexOf(sign, at + 1);
      const end = close < 0 || close > limit || text.slice(at + 1, close).includes('\n') ? -1 : close;
      // Of a command that is a text itself the quote is the end.
      if (end < 0) break;
      const inner = text.slice(at + 1, end);
      joined += inner;
      isKnown &&= sign === "'" || !/[$`]/.test(inner);
      at = end + 1;
    } else if (sign === '$') {
      isKnown = false;
      const expansion = /^\$(?:\([^)\n]*\)|\{[^}\n]*\}|\w+|.)/.exec(text.slice(at, at + 200))?.[0] ?? '$';
      joined += expansion;
      at += expansion.length;
    } else if (sign === '\\') {
      if (/^\\\r?\n/.test(text.slice(at, at + 3))) break;
      joined += text[at + 1] ?? '';
      at += 2;
    } else {
      joined += sign;
      at++;
    }
  }
  return { text: joined, at: span(start, Math.min(at, limit)), isKnown: isKnown && !/\{\{|%%\w|@@\w/.test(joined) };
}

/** `["sipp", "-t", "l1"]` of a Dockerfile or a compose file. */
function listWords(text: string, start: number): Word[] {
  const words: Word[] = [{ text: text.slice(start, start + 4), at: span(start, start + 4), isKnown: true }];
  const item = /\s*,\s*"([^"\n]*)"/y;
  item.lastIndex = start + 5;
  for (let match = item.exec(text); match && item.lastIndex < start + MOST; match = item.exec(text)) {
    const inner = match[1] ?? '';
    const end = item.lastIndex - 1;
    words.push({ text: inner, at: span(end - inner.length, end), isKnown: !inner.includes('$') });
  }
  return words;
}

/** Where the folder is changed first; behind that relative paths lead elsewhere. */
export function folderChange(text: string): number {
  return /(?:^|[\s;&|(])(?:cd|pushd)\s|working-directory:|working_directory:|^WORKDIR\s/m.exec(text)?.index ?? Number.POSITIVE_INFINITY;
}
