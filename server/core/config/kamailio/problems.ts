import { shortened } from '../../text/shortened';
import { span } from '../../text/span';
import { visibleName } from '../../text/visible-name';
import type { FilePlace, SyntaxProblem } from '../model';
import { isFilledIn } from '../placeholder';
import type { Script } from './script';
import type { SyntaxFault } from './stream';
import { placeOf } from './tokens';
import { sinceOf } from './words';

/** What Kamailio would not read of a script, in words, in the order of the files. What may be a macro of elsewhere is none of it. */
export function problemsOf({ sources, problems, faults }: Pick<Script, 'sources' | 'problems' | 'faults'>): SyntaxProblem[] {
  const [first] = sources;
  if (problems.length === 0 && faults.length === 0) return [];
  // A text from which a script is made (Jinja, ERB, envsubst) is not what Kamailio reads.
  if (first && (isTemplate(first.text) || isFilledIn(first.text))) return [];
  const all = [...problems, ...faults.flatMap(problemOf)];
  const seen = new Set<string>();
  const order = new Map(sources.map(({ file }, index) => [file, index]));
  return all
    .filter(({ place: { file, at } }) => {
      const key = `${file} ${at.start}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => (order.get(a.place.file) ?? 0) - (order.get(b.place.file) ?? 0) || a.place.at.start - b.place.at.start);
}

export const isTemplate = (text: string): boolean => /\{%-?\s*\w|\{\{-?\s*[\w.]+\s*(?:\||-?\}\})|<%[=-]?\s/.test(text);

function problemOf({ token, expected, mayBeMacro, before }: SyntaxFault): SyntaxProblem[] {
  if (mayBeMacro || token.kind === 'INVALID') return [];
  if (token.kind === 'EOF') {
    const { source, start } = token;
    const at =
      start < source.text.length ? span(start, Math.min(start + 1, source.text.length)) : span(source.text.length, source.text.length);
    return [
      {
        place: { file: source.file, at },
        message: `The file ends where ${expected} is expected; Kamailio does not start with it.`,
        isFatal: true,
      },
    ];
  }
  if (before?.kind === 'ID' && (expected === 'a setting of the core' || token.kind === '='))
    return [unknownSetting(before.text, placeOf(before))];
  const text = visibleName(shortened(token.text, 40), 60);
  const what = token.kind === 'STRING' ? `The string “${text}”` : `“${text}”`;
  return [{ place: placeOf(token), message: `${what} cannot stand here: ${expected} is expected, and Kamailio stops.`, isFatal: true }];
}

/** It may be one of a version that is newer than what is known here, so that nothing is certain. */
function unknownSetting(name: string, place: FilePlace): SyntaxProblem {
  const since = sinceOf(name);
  if (since !== undefined) return { place, message: `“${name}” exists since Kamailio ${since}; an older one stops here.`, isFatal: true };
  return {
    place,
    message: `No setting of the core is called “${name}”; Kamailio stops here unless it is newer than 6.1.`,
    isFatal: false,
  };
}
