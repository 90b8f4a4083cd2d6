import type { Switch } from '../model';
import { isOn } from './pjsip-objects';
import type { AsteriskFiles, Entry } from './sections';

/** Which modules Asterisk loads, as modules.conf has it (main/loader.c): all, or those that are named, and never one that `noload` names. */
export interface ModuleList {
  /** Whether those are loaded that nobody names. */
  readonly autoload: Switch;
  /** The lines that name a module, by its name without `.so`. */
  readonly named: ReadonlyMap<string, readonly Entry[]>;
  readonly isWhole: boolean;
}

/** What keeps a module out: the line that says so, or that no line lets it in. */
export type ModuleState = { readonly kind: 'loaded' | 'unknown' } | { readonly kind: 'left-out'; readonly by?: Entry };

export function moduleListOf({ sections, isWhole }: AsteriskFiles): ModuleList {
  const entries = sections
    .filter(({ name, isTemplate }) => !isTemplate && name.toLowerCase() === 'modules')
    .flatMap((section) => section.entries);
  const autoload = isOn(entries.findLast(({ key }) => key === 'autoload'));
  const named = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (!words.has(entry.key)) continue;
    const name = entry.value.text.replace(/\.so$/, '');
    const lines = named.get(name);
    if (lines) lines.push(entry);
    else named.set(name, [entry]);
  }
  return { autoload: autoload === undefined ? 'unknown' : autoload ? 'on' : 'off', named, isWhole };
}

export function moduleState({ autoload, named, isWhole }: ModuleList, name: string): ModuleState {
  const lines = named.get(name) ?? [];
  const by = lines.find(({ key }) => key === 'noload');
  if (by) return { kind: 'left-out', by };
  if (lines.length > 0 || autoload === 'on') return { kind: 'loaded' };
  return { kind: autoload === 'off' && isWhole ? 'left-out' : 'unknown' };
}

const words: ReadonlySet<string> = new Set(['load', 'noload', 'preload', 'require', 'preload-require']);
