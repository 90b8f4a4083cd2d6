/**
 * Whether a text begins as a routing script of Kamailio or OpenSIPS does: what stands first, comments left out, is a setting, a directive, a
 * route, or a sign of a template language. Manuals, news and programs that quote scripts begin otherwise. Linear in the size of the text.
 */
export function startsAsScript(head: string): boolean {
  if (/^\uFEFF?#!\s*\/(?!.*(?:kamailio|opensips))/.test(head)) return false;
  const first = firstStatement(head);
  return first === '' || statement.test(first);
}

const statement =
  /^(?:#!|!!|[\w.]+[ \t]*(?:=|\[|\{)|(?:loadmodulex?|loadpath|modparamx?|mpath|include_file|import_file|route|\w+_route)\b|[{<][{%]|[@%$\\]|(?:define|divert|changequote|changecom|ifdef|ifelse|include|undefine)\b|dnl\b)/i;

/** From the first sign on that is in no comment; directives of the preprocessor count. At most 200 signs; empty where there is none. */
export function firstStatement(head: string): string {
  let at = head.startsWith('\uFEFF') ? 1 : 0;
  while (at < head.length) {
    const sign = head[at] ?? '';
    if (/[\s;]/.test(sign)) at++;
    else if (head.startsWith('/*', at)) at = after(head, '*/', at + 2);
    else if (sign === '#' || head.startsWith('//', at)) {
      if (head[at + 1] === '!' && /^#!(?:def|ifn?def|subst|trydef|redef|include|import)/.test(head.slice(at, at + 12))) break;
      at = after(head, '\n', at);
    } else break;
  }
  return head.slice(at, at + 200);
}

function after(text: string, sign: string, from: number): number {
  const found = text.indexOf(sign, from);
  return found < 0 ? text.length : found + sign.length;
}
