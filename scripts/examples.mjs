// Cuts the field `examples: […]` out of the source of a rule or a trace format: tests and "Explain finding" want it, the bundles do not.

const field = /^ {2}examples: \[/gm;

/** The source without the field, with as many lines as before. Throws where the field is not a plain list of literals: better no build than a broken one. */
export function withoutExamples(source, path) {
  const [found, ...more] = source.matchAll(field);
  if (!found) return source;
  if (more.length > 0) throw new Error(`${path}: "examples: [" stands there ${more.length + 1} times`);
  const end = listEnd(source, found.index + found[0].length - 1);
  const comma = end >= 0 ? /^\s*,/.exec(source.slice(end)) : null;
  if (!comma) throw new Error(`${path}: no end of examples was found`);
  const behind = end + comma[0].length;
  return source.slice(0, found.index) + source.slice(found.index, behind).replace(/[^\n]+/g, '') + source.slice(behind);
}

/** Behind the bracket that closes the one at `open`; -1 where there is none. Texts, templates and comments are stepped over. */
function listEnd(source, open) {
  // What each open bracket waits for; a backquote stands for the text of a template.
  const waiting = [];
  for (let at = open; at < source.length; at++) {
    const char = source[at];
    if (waiting.at(-1) === '`') {
      if (char === '\\') at++;
      else if (char === '`') waiting.pop();
      else if (char === '$' && source[at + 1] === '{') {
        waiting.push('}');
        at++;
      }
    } else if (char === '`') waiting.push('`');
    else if (char === "'" || char === '"') at = quoteEnd(source, at);
    else if (char === '/' && source[at + 1] === '/') at = indexOr(source, '\n', at);
    else if (char === '/' && source[at + 1] === '*') at = indexOr(source, '*/', at) + 1;
    else if (char in closing) waiting.push(closing[char]);
    else if (char === waiting.at(-1)) {
      waiting.pop();
      if (waiting.length === 0) return at + 1;
    } else if (char === ']' || char === '}' || char === ')') return -1;
  }
  return -1;
}

const closing = { '[': ']', '{': '}', '(': ')' };

function quoteEnd(source, open) {
  for (let at = open + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === source[open]) return at;
  }
  return source.length;
}

function indexOr(source, what, from) {
  const at = source.indexOf(what, from);
  return at < 0 ? source.length : at;
}
