/**
 * What can be probed at a place of a line: a SIP URI, or a host with what looks like one. Of a URI only host, port and transport are kept:
 * who is called is nobody's business in a list of recent targets.
 */
export function targetAt(line: string, character: number): string | undefined {
  for (const [pattern, read] of patterns) {
    for (const found of line.matchAll(pattern)) {
      if (found.index > character) break;
      if (character <= found.index + found[0].length) return read(found);
    }
  }
  return undefined;
}

type Found = RegExpMatchArray & { index: number };

const patterns: readonly (readonly [RegExp, (found: Found) => string | undefined])[] = [
  [/\bsips?:[^\s<>"'`,]{1,500}/gi, ([uri = '']) => targetOf(uri)],
  [/\[[0-9a-f:.]{2,45}\](?::\d{1,5})?/gi, ([socket]) => socket],
  [/\b(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.)+[a-z0-9][a-z0-9-]{0,62}(?::\d{1,5}\b)?/gi, ([host]) => host],
  [/\b[a-z][a-z0-9-]{0,62}:\d{2,5}\b/gi, ([host]) => host],
];

/** The URI without its user, its password and what else is of no matter for a connection. */
export function targetOf(uri: string): string | undefined {
  const found = /^(sips?):(?:[^@]*@)?(\[[^\]]*\]|[^:;?)\]}]+)(:\d+)?([^?]*)/i.exec(uri);
  if (!found) return undefined;
  const [, scheme = '', host = '', port = '', rest = ''] = found;
  const parameters = rest.match(/;(?:transport|maddr)=[\w.[\]:-]+/gi) ?? [];
  return `${scheme.toLowerCase()}:${host}${port}${parameters.join('')}`;
}

/** As a question names it: `198.51.100.20:5061` for `sip:198.51.100.20:5061;transport=tls`. */
export const shownTarget = (target: string): string => target.replace(/^sips?:/i, '').replace(/;transport=tls$/i, '');
