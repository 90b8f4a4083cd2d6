import type { Span } from '../../text/span';
import type { ConfigFile, ConfigWorld } from '../dialect';
import { type IniLine, type IniSetting, type IniSyntax, type IniText, readIni, spanIn } from '../ini';
import type { FilePlace, Include, SyntaxProblem, Value } from '../model';
import { filterOf, matches, type Option, optionsOf, type Report } from './header';
import { includeOf, isLoneEscape, isOfEngine, namedFile, withBlanks, words, writtenKey } from './lines';

/**
 * Asterisk's configuration files (main/config.c): sections with templates and additions, and what they include. What is found here holds
 * for all of them; what the settings mean is for the dialects.
 */

export interface Section {
  readonly name: string;
  /** Of the name in its header. */
  readonly place: FilePlace;
  readonly header: FilePlace;
  readonly source: ConfigFile;
  /** `(!)`: it makes nothing by itself. */
  readonly isTemplate: boolean;
  /** What it inherits from; without `section` there is no such. */
  readonly bases: readonly { readonly name: string; readonly place: FilePlace; readonly section?: Section }[];
  /** What is in effect: inherited ones first, in order. Of a key that counts once the last one does. */
  readonly entries: readonly Entry[];
  /** What is written below its own headers. */
  readonly own: readonly Entry[];
  /** The names in headers that add to it: `[phone](+)`. */
  readonly additions: readonly FilePlace[];
}

export interface Entry {
  /** In lower case, as Asterisk compares them. */
  readonly key: string;
  readonly name: FilePlace;
  readonly value: Value;
  /** The value, so that its parts have places. */
  readonly text: IniText;
  readonly line: IniSetting;
  readonly source: ConfigFile;
  /** Where it is written; another one inherits it. */
  readonly section: Section;
}

export interface AsteriskFiles {
  readonly sections: readonly Section[];
  readonly files: readonly string[];
  readonly includes: readonly Include[];
  readonly problems: readonly SyntaxProblem[];
  readonly texts: ReadonlyMap<string, string>;
  /** Nothing was left out: no program's output, no file that is not here. */
  readonly isWhole: boolean;
}

export const asteriskSyntax: IniSyntax = {
  comments: [';'],
  commentsStand: 'anywhere',
  hasEscapes: true,
  block: { open: ';--', notBefore: '-', close: '--;' },
  separators: ['+=', '=>', '='],
  hasSections: true,
  keepsBlanksOfNames: true,
  directive: '#',
};

/** As Asterisk has it (MAX_INCLUDE_LEVEL). */
const DEEPEST = 10;
const MOST_FILES = 500;
/** Templates are copied into what inherits from them; a file that is nothing but that ends somewhere. */
const MOST_INHERITED = 100_000;
/** As long as a line may be. What `+=` makes longer than that is nothing that these settings have. */
const LONGEST_VALUE = 8192;
const MOST_OF_A_NAME = 100;
const MOST_LOOKED_AT = 200;
const MOST_INCLUDES = 2000;

type Open = { -readonly [key in keyof Section]: Section[key] } & {
  readonly bases: { name: string; place: FilePlace; section?: Section }[];
  entries: Entry[];
  own: Entry[];
  additions: FilePlace[];
  /** Where in `entries` the last one of a key, in its letter case, stands; kept from the first `+=` on. */
  last?: Map<string, number>;
};

interface State {
  readonly world: ConfigWorld;
  readonly sections: Open[];
  readonly byName: Map<string, Open[]>;
  readonly files: string[];
  readonly includes: Include[];
  readonly problems: SyntaxProblem[];
  readonly texts: Map<string, string>;
  /** Where an included file goes on. */
  current: Open | undefined;
  inherited: number;
  isWhole: boolean;
}

/**
 * Reads a file and what it includes. `isRoot`: Asterisk itself opens it, so that nothing stands above it; of another file nobody knows what
 * section it is included into, and which templates there are.
 */
export function readAsteriskFiles(file: ConfigFile, world: ConfigWorld, isRoot: boolean): AsteriskFiles {
  const state: State = {
    world,
    sections: [],
    byName: new Map(),
    files: [],
    includes: [],
    problems: [],
    texts: new Map(),
    current: undefined,
    inherited: 0,
    isWhole: isRoot,
  };
  load(file, 1, state);
  const { sections, files, includes, problems, texts, isWhole } = state;
  return { sections, files, includes, problems, texts, isWhole };
}

function load(source: ConfigFile, depth: number, state: State): void {
  state.files.push(source.file);
  state.texts.set(source.file, source.text);
  const { lines, openComment, strayCloses } = readIni(source.text, asteriskSyntax);
  // What an included file adds to is its own affair: behind it this one goes on where it was.
  let current = state.current;
  const report = (at: Span, message: string, isFatal: boolean) => {
    state.problems.push({ place: { file: source.file, at }, message, isFatal });
  };
  for (const line of lines) {
    if (line.kind === 'section') current = openSection(line, source, state, report);
    else if (line.kind === 'directive') followDirective(line, { source, depth, state, report });
    else if (isOfEngine(line)) continue;
    else if (!current && state.isWhole && !(line.kind === 'other' && line.fault === 'no-bracket'))
      report(line.whole, words.noSection, true);
    else if (isLoneEscape(line, source.text)) report(line.whole, words.loneEscape, true);
    else if (line.kind === 'other') report(line.text.at, words[line.fault], line.fault === 'no-bracket');
    else if (line.key.text === '\\') report(line.whole, words['no-separator'], false);
    else if (current) addEntry(line, source, current);
  }
  if (openComment) report(openComment, words.openComment, false);
  for (const at of strayCloses) report(at, words.strayClose, false);
}

function openSection(line: Extract<IniLine, { kind: 'section' }>, source: ConfigFile, state: State, report: Report): Open {
  const { file } = source;
  const { name } = line;
  const section: Open = {
    name: name.text,
    place: { file, at: name.at },
    header: { file, at: line.whole },
    source,
    isTemplate: false,
    bases: [],
    entries: [],
    own: [],
    additions: [],
  };
  const options = optionsOf(line, report);
  const target = options.some(({ text }) => text.startsWith('+')) ? additionTo(section, options, state, report) : section;
  for (const option of options) {
    if (option.text === '!') target.isTemplate = true;
    else if (!option.text.startsWith('+')) inherit(target, option, { file, state, report });
  }
  if (target === section) {
    state.sections.push(section);
    const known = state.byName.get(section.name.toLowerCase());
    if (known) known.push(section);
    else state.byName.set(section.name.toLowerCase(), [section]);
  }
  state.current = target;
  return target;
}

/** The section that `[name](+)` adds to: the first of the name that is no template and has the settings of the filter. */
function additionTo(section: Open, options: readonly Option[], state: State, report: Report): Open {
  const plus = options.find(({ text }) => text.startsWith('+'));
  const { templates, settings } = filterOf(plus?.text ?? '+');
  const named = sectionsCalled(section.name, state);
  const fits = ({ entries, isTemplate }: Open): boolean =>
    (templates === 'also' || isTemplate === (templates === 'only')) &&
    settings.every(({ key, value }) => entries.some((entry) => matches(writtenKey(entry.line), key) && matches(entry.value.text, value)));
  const added = named.slice(0, MOST_OF_A_NAME).find(fits);
  if (!added) {
    const isTemplateOnly = named.length > 0 && named.every(({ isTemplate }) => isTemplate) && templates === 'none';
    if (plus && state.isWhole)
      report(plus.at, isTemplateOnly ? words.addsToTemplate(section.name) : words.nothingToAddTo(section.name), true);
    return section;
  }
  added.additions.push(section.place);
  return added;
}

/** Letter case is all one, and no name at all means any section. */
const sectionsCalled = (name: string, { sections, byName }: State): readonly Open[] =>
  name === '' ? sections : (byName.get(name.toLowerCase()) ?? []);

function inherit(target: Open, { text, at }: Option, { file, state, report }: { file: string; state: State; report: Report }): void {
  const [base] = sectionsCalled(text, state);
  target.bases.push({ name: text, place: { file, at }, ...(base && { section: base }) });
  if (!base) {
    const isBlank = text !== text.trim() && (text.trim() === '!' || state.byName.has(text.trim().toLowerCase()));
    if (state.isWhole) report(at, isBlank ? words.blankInBase(text.trim()) : words.noBase(text), true);
    return;
  }
  state.inherited += base.entries.length;
  if (state.inherited > MOST_INHERITED || base === target) state.isWhole = false;
  else for (const entry of base.entries) append(target, entry);
}

function addEntry(line: IniSetting, source: ConfigFile, section: Open): void {
  const { file } = source;
  const key = writtenKey(line).toLowerCase();
  const at = line.separator === '+=' ? addedTo(line, section) : undefined;
  const last = at === undefined ? undefined : lastOf(section).get(writtenKey(line));
  const earlier = last === undefined ? undefined : section.entries[last];
  const own = earlier && earlier.value.text !== '' ? withBlanks(line, source.text) : line.value.text;
  const isTooLong = earlier !== undefined && earlier.value.text.length > LONGEST_VALUE;
  const value: Value = {
    text: isTooLong ? earlier.value.text : earlier ? `${earlier.value.text}${own}` : own,
    place: { file, at: line.value.at },
    isKnown: !isTooLong && earlier?.value.isKnown !== false && !isTemplated(own),
    ...(earlier && { through: [earlier.value.place] }),
  };
  const entry: Entry = { key, name: { file, at: line.key.at }, value, text: line.value, line, source, section };
  section.own.push(entry);
  if (at === undefined) append(section, entry);
  else section.entries[at] = entry;
}

/** Asterisk takes the last value of the key, adds to it, and puts that where the key first has the value; an empty one is any. */
function addedTo(line: IniSetting, section: Open): number | undefined {
  const key = writtenKey(line);
  const last = lastOf(section).get(key);
  const value = last === undefined ? undefined : section.entries[last]?.value.text.toLowerCase();
  const first = section.entries
    .slice(0, MOST_LOOKED_AT)
    .findIndex((entry) => writtenKey(entry.line) === key && (value === '' || entry.value.text.toLowerCase() === value));
  return first < 0 ? last : first;
}

function lastOf(section: Open): Map<string, number> {
  section.last ??= new Map(section.entries.map(({ line }, index) => [writtenKey(line), index]));
  return section.last;
}

function append({ entries, last }: Open, entry: Entry): void {
  last?.set(writtenKey(entry.line), entries.length);
  entries.push(entry);
}

/** Left open by who wrote the file: a template engine or a shell fills it in. */
const isTemplated = (value: string): boolean => /\{\{|\{%|<%|\$\{|\$[A-Za-z_(]|%%\w|@@\w/.test(value);

function followDirective(
  line: Extract<IniLine, { kind: 'directive' }>,
  { source, depth, state, report }: { source: ConfigFile; depth: number; state: State; report: Report },
): void {
  const include = includeOf(line.name.text);
  if (include === 'unknown') report({ start: line.name.at.start - 1, end: line.name.at.end }, words.noDirective, false);
  else if (line.argument.text === '') report(line.whole, words.noArgument, false);
  else if (include === 'program' || state.includes.length >= MOST_INCLUDES) state.isWhole = false;
  else {
    const { raw, start, end } = namedFile(line.argument.text);
    const place = { file: source.file, at: spanIn(line.argument, start, end) };
    const files = found(raw, source.file, state.world);
    state.includes.push({ place, raw, files, isOptional: include === 'optional' });
    if (files.length === 0) state.isWhole = false;
    for (const file of files) {
      const text = state.world.text(file);
      if (text === undefined || depth >= DEEPEST || state.files.length >= MOST_FILES || state.files.includes(file)) state.isWhole = false;
      else load({ file, text }, depth + 1, state);
    }
  }
}

/** A path without a slash in front is relative to Asterisk's folder of configurations, which is where the file lies that it opens. */
function found(path: string, from: string, world: ConfigWorld): readonly string[] {
  const files = world.find(path, from, 'beside-root');
  return files.length > 0 ? files : world.find(path, from, 'beside-file');
}
