/**
 * A text of others as a terminal can show it: no character of it moves the cursor, changes colours, or turns the direction of
 * writing. One character stands for each, so that columns still fit.
 */
export function visible(text: string): string {
  return text.replace(unprintable, (c) => {
    const code = c.charCodeAt(0);
    if (code === 9) return '→';
    if (code < 32) return String.fromCharCode(0x2400 + code);
    return code === 127 ? '␡' : '�';
  });
}

/** C0, DEL and C1 controls, soft hyphen, marks of zero width and of direction, line and paragraph separators, lone surrogates. */
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** How many columns a terminal takes for a text without controls. */
export function columnsOf(text: string): number {
  if (narrow.test(text)) return text.length;
  let columns = 0;
  for (const c of text) columns += combining.test(c) ? 0 : wide.test(c) ? 2 : 1;
  return columns;
}

const narrow = /^[\u0020-\u007e\u00a0-\u02ff\u2010-\u2027\u2190-\u21ff\u2400-\u243f]*$/;
const combining = /^[\p{Mn}\p{Me}]$/u;
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]$/u;

/** Breaks at blanks into lines of at most `width` columns; a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[\s]+/).filter(Boolean)) {
    if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines;
}
