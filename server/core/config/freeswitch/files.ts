import { type Span, span } from '../../text/span';
import type { ConfigFile, ConfigWorld } from '../dialect';
import type { FilePlace, Include, SyntaxProblem } from '../model';
import { faultText, type XmlFault, type XmlNode, type XmlText } from '../xml';
import { readXml } from '../xml-reader';
import { type Directive, preprocess } from './preprocess';
import { fsValue, type Scope, type VariableSet } from './variables';

/** One reading of a file. A file that is included twice is read twice, since variables may have changed in between. */
export interface Reading {
  readonly file: string;
  readonly text: string;
  readonly nodes: readonly XmlNode[];
  /** How many orders were carried out in front of which offset. */
  readonly steps: readonly { readonly at: number; readonly step: number }[];
  readonly includes: readonly { readonly at: number; readonly readings: readonly Reading[] }[];
  /** It is the opened file, or one that it includes: rules report here alone. */
  readonly isHere: boolean;
}

export interface Commented {
  readonly directive: Directive;
  readonly file: string;
  readonly text: string;
}

export interface Loaded {
  readonly root: Reading;
  readonly scope: Scope;
  readonly files: readonly string[];
  /** Of all files that were read, by name. */
  readonly texts: ReadonlyMap<string, string>;
  readonly includes: readonly Include[];
  readonly commented: readonly Commented[];
  readonly problems: readonly SyntaxProblem[];
  /** All that sets variables was found, so that one that nobody sets is set nowhere. */
  readonly isWhole: boolean;
}

/** Reads a file as FreeSWITCH loads it: with the variables of vars.xml, and as a part of the profile that includes it, where these are found. */
export function loadFiles(file: ConfigFile, world: ConfigWorld): Loaded {
  const loading: Loading = {
    world,
    opened: file,
    scope: { sets: new Map(), uses: [] },
    files: [],
    texts: new Map(),
    includes: [],
    commented: [],
    problems: [],
    step: 0,
    count: 0,
    size: 0,
    isWhole: true,
    here: 0,
  };
  const isStart = /^(?:vars|freeswitch)\.xml$/i.test(baseName(file.file));
  if (!isStart) loading.isWhole = readFirst(loading, ['vars.xml', '../vars.xml', '../../vars.xml']) !== undefined;
  const root = includer(loading) ?? readAs(loading, file.file, file.text, []);
  const { scope, files, texts, includes, commented, problems, isWhole } = loading;
  return { root, scope, files, texts, includes, commented, problems, isWhole };
}

interface Loading {
  readonly world: ConfigWorld;
  readonly opened: ConfigFile;
  readonly scope: Scope;
  readonly files: string[];
  readonly texts: Map<string, string>;
  readonly includes: Include[];
  readonly commented: Commented[];
  readonly problems: SyntaxProblem[];
  step: number;
  count: number;
  size: number;
  isWhole: boolean;
  /** Above zero within the opened file and what it includes. */
  here: number;
}

const baseName = (file: string): string => file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);

function readFirst(loading: Loading, patterns: readonly string[]): Reading | undefined {
  for (const pattern of patterns) {
    const [path] = loading.world.find(pattern, loading.opened.file, 'beside-file');
    const text = path === undefined ? undefined : textOf(loading, path);
    if (path !== undefined && text !== undefined && path !== loading.opened.file) return readAs(loading, path, text, []);
  }
  return undefined;
}

/** A gateway in `sip_profiles/NAME/` belongs to the profile in `sip_profiles/NAME.xml`, if that one includes it. */
function includer(loading: Loading): Reading | undefined {
  const { opened, world } = loading;
  const folder = /([^/\\]+)[/\\][^/\\]+$/.exec(opened.file.slice(-1000))?.[1];
  if (folder === undefined || !/<gateway\b/i.test(opened.text) || /<profile\b/i.test(opened.text)) return undefined;
  const [path] = world.find(`../${folder}.xml`, opened.file, 'beside-file');
  const text = path === undefined ? undefined : world.text(path);
  if (path === undefined || text === undefined || path === opened.file || !/\binclude\b/.test(text)) return undefined;
  const reading = readAs(loading, path, text, []);
  return loading.files.includes(opened.file) ? reading : undefined;
}

/** The text of the opened file is the one that was handed in, also where another one includes it. */
const textOf = ({ opened, world }: Loading, path: string): string | undefined => (path === opened.file ? opened.text : world.text(path));

function readAs(loading: Loading, file: string, text: string, above: readonly string[]): Reading {
  loading.count++;
  loading.size += text.length;
  const isOpened = file === loading.opened.file;
  if (isOpened) loading.here++;
  const isHere = loading.here > 0;
  const isFirst = isHere && !loading.files.includes(file);
  if (isFirst) loading.files.push(file);
  loading.texts.set(file, text);
  const { text: seen, directives, lost } = preprocess(text);
  const steps = [{ at: 0, step: loading.step }];
  const includes: { at: number; readings: readonly Reading[] }[] = [];
  for (const directive of directives) {
    const at = directive.line.start;
    if (isFirst && directive.isInComment) loading.commented.push({ directive, file, text });
    const source = { file, isHere, isFirst, step: loading.step };
    if (directive.kind === 'include') includes.push({ at, readings: included(loading, directive, source, [...above, file]) });
    else if (directive.kind !== 'exec' && directive.kind !== 'other') setVariable(loading, directive, directive.kind, source);
    loading.step++;
    steps.push({ at: directive.line.end, step: loading.step });
    if (isFirst && directive.isUnreadable) loading.problems.push(problem(file, directive.name, unreadable, false));
  }
  const { nodes, faults } = readXml(seen);
  if (isFirst) {
    for (const each of faults) loading.problems.push(faultProblem(file, each));
    for (const at of lost) loading.problems.push(problem(file, at, lostText(text.slice(at.start, at.end)), false));
  }
  if (isOpened) loading.here--;
  return { file, text, nodes, steps, includes, isHere };
}

const unreadable = 'FreeSWITCH finds no command and data between double quotes here, and does nothing: `cmd="…" data="…"`.';

const lostText = (tag: string): string =>
  `FreeSWITCH drops a line with \`<include>\` or \`<?\` on it as a whole, and \`${tag.length > 60 ? `${tag.slice(0, 60)}…` : tag}\` with it. Put that on a line of its own.`;

const problem = (file: string, at: Span, message: string, isFatal: boolean): SyntaxProblem => ({ place: { file, at }, message, isFatal });

/** The files are put together before they are read, so that one fault is a fault of all (switch_xml.c, switch_xml_parse_str). */
function faultProblem(file: string, fault: XmlFault): SyntaxProblem {
  const isFatal = fault.kind !== 'value-without-quotes' && fault.kind !== 'attribute-without-value';
  const consequence = isFatal ? 'FreeSWITCH then loads nothing of its configuration.' : 'FreeSWITCH reads it as empty.';
  return problem(file, fault.at, `${faultText(fault)} ${consequence}`, isFatal);
}

interface Source {
  readonly file: string;
  readonly isHere: boolean;
  /** It was not read before. */
  readonly isFirst: boolean;
  readonly step: number;
}

/** `name=value`; blanks around the sign do not count. */
function setVariable(loading: Loading, { data, line }: Directive, kind: VariableSet['kind'], { file, isHere, step }: Source): void {
  const sign = data.text.indexOf('=');
  if (sign < 0) return;
  const start = sign + 1 + (/^ */.exec(data.text.slice(sign + 1))?.[0].length ?? 0);
  const nameText = data.text.slice(0, sign).replace(/ +$/, '');
  const text: XmlText = { text: data.text.slice(start), at: span(data.at.start + start, data.at.end) };
  const value = fsValue({ text, file, isHere, step }, loading.scope);
  const place = (at: Span): FilePlace => ({ file, at });
  const set: VariableSet = {
    name: nameText,
    kind,
    namePlace: place(span(data.at.start, data.at.start + nameText.length)),
    // What a program, a STUN server or the environment says is not known here.
    value: kind === 'set' ? value : { ...value, isKnown: false },
    line: place(line),
    step: step + 1,
    isHere,
  };
  const known = loading.scope.sets.get(nameText);
  if (known) known.push(set);
  else loading.scope.sets.set(nameText, [set]);
}

/** The way from a file to the folder of the configuration, where freeswitch.xml lies: out of the folders that are below it. */
export function toConfigFolder(file: string): string {
  const [, folder = ''] = /(?:^|[/\\])(sip_profiles[/\\][^/\\]+|sip_profiles|autoload_configs)[/\\][^/\\]+$/.exec(file) ?? [];
  return folder === '' ? '' : /[/\\]/.test(folder) ? '../../' : '../';
}

const MOST_FILES = 2000;
const MOST_TEXT = 30_000_000;
const DEEPEST = 10;

function included(loading: Loading, { data }: Directive, source: Source, above: readonly string[]): Reading[] {
  const { file, isFirst } = source;
  const value = fsValue({ ...source, text: data }, loading.scope);
  // Its own folder is where freeswitch.xml lies.
  const root = /^\$\$\{conf_dir\}\/(.*)$/.exec(data.text)?.[1];
  const isFound = value.isKnown || root !== undefined;
  const paths = !isFound
    ? []
    : root === undefined
      ? loading.world.find(value.text, file, 'beside-file')
      : loading.world.find(`${toConfigFolder(loading.opened.file)}${root}`, file, 'beside-root');
  if (isFirst) loading.includes.push({ place: { file, at: data.at }, raw: data.text, files: paths, isOptional: /[*?[]/.test(value.text) });
  if (!isFound || paths.length === 0) loading.isWhole &&= isFound && /[*?[]/.test(value.text);
  return paths.flatMap((path): Reading[] => {
    if (above.includes(path) || above.length >= DEEPEST || loading.count >= MOST_FILES) return [];
    const text = textOf(loading, path);
    if (text === undefined || loading.size + text.length > MOST_TEXT) {
      loading.isWhole = false;
      return [];
    }
    return [readAs(loading, path, text, above)];
  });
}
