/** What a text of a finding quotes from the trace: on one line, and not longer than somebody reads. */
export function shortened(text: string, most = 120): string {
  const line = /\s/.test(text) ? text.replace(/\s+/g, ' ') : text;
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
