/** Where in a routing script an offset is, told from the text in front of it alone, since what stands around a cursor is seldom whole. */
export type ScriptState =
  | { readonly kind: 'comment' }
  /** `start`: where the text of the string begins, behind its quote. */
  | { readonly kind: 'string'; readonly start: number; readonly block: Block }
  | { readonly kind: 'code'; readonly block: Block };

/** `socket`: between the brackets of `socket = { … }`. */
export type Block = 'top' | 'route' | 'socket';

export interface ScriptLanguage {
  /** `//` begins a comment. */
  readonly hasSlashes: boolean;
}

/**
 * Strings, comments and brackets of blocks. A string in double quotes may go on over lines, one in single quotes ends with its line, so that
 * an apostrophe in a directive does not swallow the rest. Each alternative ends somewhere, whatever follows, so that nothing is read twice.
 */
const tokens = /"(?:[^"\\]+|\\[\s\S]?)*("|$)|'[^'\n]*('|$|(?=\n))|\/\*[\s\S]*?(\*\/|$)|\/\/[^\n]*|#(?!!)[^\n]*|[{}]/g;

export function scriptStateAt(text: string, offset: number, { hasSlashes }: ScriptLanguage): ScriptState {
  const head = text.slice(0, offset);
  let depth = 0;
  let block: Block = 'top';
  tokens.lastIndex = 0;
  for (let match = tokens.exec(head); match; match = tokens.exec(head)) {
    const { 0: token, index } = match;
    const isOpen = index + token.length === offset;
    switch (token[0]) {
      case '{':
        if (depth++ === 0) block = /=\s*$/.test(head.slice(Math.max(0, index - 40), index)) ? 'socket' : 'route';
        break;
      case '}':
        depth = Math.max(0, depth - 1);
        if (depth === 0) block = 'top';
        break;
      case '"':
      case "'":
        if (isOpen && (match[1] ?? match[2]) === '') return { kind: 'string', start: index + 1, block };
        break;
      case '/':
        if (token[1] === '/' && !hasSlashes) tokens.lastIndex = index + 2;
        else if (isOpen && match[3] !== '*/') return { kind: 'comment' };
        break;
      default:
        if (isOpen) return { kind: 'comment' };
    }
  }
  return { kind: 'code', block };
}
