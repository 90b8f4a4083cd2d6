import type { FilePlace, Value } from '../model';
import { type XmlText, xmlSpan } from '../xml';

/** `$${name}`: replaced while the files are loaded, by what was set before it. `${name}` is another thing, and is left alone until a call. */

export interface VariableSet {
  readonly name: string;
  readonly kind: 'set' | 'exec-set' | 'stun-set' | 'env-set';
  readonly namePlace: FilePlace;
  readonly value: FsValue;
  /** Its line. */
  readonly line: FilePlace;
  readonly step: number;
  readonly isHere: boolean;
}

export interface FsValue extends Value {
  /** It is this variable and nothing else. */
  readonly variable?: VariableSet;
  /** Its text as it stands in the file; absent where variables were replaced in it. */
  readonly raw?: XmlText;
}

export interface VariableUse {
  readonly name: string;
  /** The name alone. */
  readonly place: FilePlace;
  /** `$${name}` */
  readonly whole: FilePlace;
  readonly set?: VariableSet;
  readonly isBuiltIn: boolean;
  readonly isHere: boolean;
}

export interface Scope {
  /** In the order in which they are carried out. */
  readonly sets: Map<string, VariableSet[]>;
  readonly uses: VariableUse[];
}

/** What stands at one place, read at one step of the loading. */
export interface Written {
  readonly text: XmlText;
  readonly file: string;
  readonly step: number;
  readonly isHere: boolean;
}

/** The value with its variables replaced. Each use is noted, so that it can be found, renamed, and judged. */
export function fsValue({ text: raw, file, step, isHere }: Written, scope: Scope): FsValue {
  const place: FilePlace = { file, at: raw.at };
  const { text } = raw;
  const isOpen = isTemplated(text);
  if (!text.includes('$${')) return { text, place, isKnown: !isOpen, raw };
  let joined = '';
  let from = 0;
  let isKnown = !isOpen;
  const through: FilePlace[] = [];
  let only: VariableSet | undefined;
  for (let open = text.indexOf('$${'); open >= 0; open = text.indexOf('$${', from)) {
    const close = text.indexOf('}', open);
    if (close < 0) break;
    const name = text.slice(open + 3, close);
    const set = setAt(scope, name, step);
    const at = (start: number, end: number): FilePlace => ({ file, at: xmlSpan(raw, start, end) });
    scope.uses.push({
      name,
      place: at(open + 3, close),
      whole: at(open, close + 1),
      ...(set && { set }),
      isBuiltIn: builtIns.has(name),
      isHere,
    });
    joined += text.slice(from, open) + (set?.value.isKnown ? set.value.text : text.slice(open, close + 1));
    isKnown &&= set?.value.isKnown === true;
    if (set && through.length < MOST_THROUGH) through.push(set.namePlace, ...(set.value.through ?? []).slice(0, MOST_THROUGH));
    if (open === 0 && close === text.length - 1) only = set;
    from = close + 1;
    if (joined.length > LONGEST) return { text, place, isKnown: false };
  }
  return { text: joined + text.slice(from), place, isKnown, ...(through.length > 0 && { through }), ...(only && { variable: only }) };
}

/** The text that has to be changed for the value to change: that of the variable, where it is nothing else. */
export const written = (value: FsValue): FsValue => (value.variable ? written(value.variable.value) : value);

/** Where a part of the value stands, by offsets in its text; all of it where variables are in it. */
export const partPlace = ({ raw, place }: FsValue, start: number, end: number): FilePlace =>
  raw ? { file: place.file, at: xmlSpan(raw, start, end) } : place;

/** The last one in front of it. */
function setAt({ sets }: Scope, name: string, step: number): VariableSet | undefined {
  return sets.get(name)?.findLast((set) => set.step <= step);
}

/** Values would grow beyond all measure where each variable holds the one before it twice. */
const LONGEST = 10_000;
const MOST_THROUGH = 16;

/** Of the core itself (switch_core.c); what they hold is known to the running system only. */
export const builtIns: ReadonlySet<string> = new Set([
  'base_dir',
  'cache_dir',
  'certs_dir',
  'conf_dir',
  'core_uuid',
  'data_dir',
  'db_dir',
  'domain',
  'fonts_dir',
  'grammar_dir',
  'hostname',
  'htdocs_dir',
  'images_dir',
  'lib_dir',
  'local_hostname',
  'local_ip_v4',
  'local_ip_v6',
  'local_mask_v4',
  'localstate_dir',
  'log_dir',
  'mod_dir',
  'nat_private_addr',
  'nat_public_addr',
  'nat_type',
  'recordings_dir',
  'run_dir',
  'script_dir',
  'sound_prefix',
  'sounds_dir',
  'storage_dir',
  'switch_serial',
  'switchname',
  'temp_dir',
  'zrtp_enabled',
]);

/** Templates of deployment tools, the environment, and variables that only a call has. */
const isTemplated = (text: string): boolean => /\{\{|\{%|<%|(?<!\$)\$\{|\$[A-Za-z_(]|%%\w|@@\w/.test(text);

/** As switch_true reads it; everything else is no. */
export function isTrue(text: string): boolean {
  const word = text.toLowerCase();
  return ['yes', 'on', 'true', 't', 'enabled', 'active', 'allow'].includes(word) || (/^-?\d+$/.test(word) && Number(word) !== 0);
}
