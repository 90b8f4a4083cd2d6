import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { matchesGlob } from '#core/config/detect';
import { decodeBytes } from '#core/text/decode-bytes';
import { localPath, locate, type PathMapping } from './path-map';

/** Texts that somebody else holds and that count more than the disk: those of an editor. */
export interface OpenTexts {
  /** How the file of a path on this disk is called: the URI that a client uses for it, or the path as it was given. */
  nameOf(path: string): string;
  text(name: string): string | undefined;
  /** Another one after each edit. */
  stamp(name: string): string | undefined;
}

/**
 * The files of configurations, by the names under which findings are reported. Includes are followed at once, as a dialect asks, so the disk
 * is read synchronously; a text is kept as long as time and size of its file stay the same.
 */
export class ConfigFiles {
  readonly #open: OpenTexts;
  readonly #kept = new Map<string, { readonly stamp: string; readonly text: string }>();

  constructor(open: OpenTexts) {
    this.#open = open;
  }

  /** undefined: there is no such file, or it is none to be read. */
  text(name: string): string | undefined {
    const open = this.#open.text(name);
    if (open !== undefined) return open;
    const stamp = this.#diskStamp(name);
    const path = localPath(name);
    if (stamp === undefined || path === undefined) return undefined;
    const kept = this.#kept.get(name);
    if (kept?.stamp === stamp) return kept.text;
    const text = readText(path);
    if (text === undefined) return undefined;
    this.#kept.set(name, { stamp, text });
    return text;
  }

  /** The same as long as the text is; undefined where there is none. */
  stamp(name: string): string | undefined {
    return this.#open.stamp(name) ?? this.#diskStamp(name);
  }

  nameOf(path: string): string {
    return this.#open.nameOf(path);
  }

  /** The files that a path or pattern leads to. `root` is the main file of the configuration, from which paths of the server are mapped. */
  find(pattern: string, { from, root, mappings }: { from: string; root: string; mappings: readonly PathMapping[] }): readonly string[] {
    if (pattern === '' || pattern.length > LONGEST || pattern.includes('\0')) return [];
    const base = localPath(from);
    if (base === undefined) return this.#beside(pattern, from);
    const path = pattern.startsWith('/') ? onServer(pattern, root, mappings) : join(dirname(base), pattern);
    if (path === undefined) return [];
    if (!/[*?{]/.test(pattern)) return this.#exists(path) ? [this.nameOf(path)] : [];
    return expanded(path)
      .filter((each) => this.#exists(each))
      .map((each) => this.nameOf(each));
  }

  #exists(path: string): boolean {
    const name = this.nameOf(path);
    return this.#open.stamp(name) !== undefined || this.#diskStamp(name) !== undefined;
  }

  /** Of a file that is on no disk here only open ones are known. */
  #beside(pattern: string, from: string): readonly string[] {
    if (!URL.canParse(pattern, from)) return [];
    const name = new URL(pattern, from).href;
    return this.#open.stamp(name) === undefined ? [] : [name];
  }

  #diskStamp(name: string): string | undefined {
    const path = localPath(name);
    if (path === undefined) return undefined;
    const found = statSync(path, { throwIfNoEntry: false, bigint: false });
    return found?.isFile() && found.size <= LARGEST ? `${found.mtimeMs} ${found.ctimeMs} ${found.size}` : undefined;
  }
}

/** More is no configuration that somebody wrote. */
export const LARGEST = 1_048_576;
const LONGEST = 4096;
const MOST = 2000;

/** A path of the server, where the user's mappings or the copied folders lead to. */
function onServer(path: string, root: string, mappings: readonly PathMapping[]): string | undefined {
  const place = { file: root, at: { start: 0, end: 0 } };
  return locate({ value: { text: path, place, isKnown: true }, purpose: 'list', base: 'absolute' }, root, mappings)?.path;
}

function readText(path: string): string | undefined {
  try {
    return decodeBytes(readFileSync(path)).text;
  } catch {
    // It went away, or this user may not read it: then it is as if it were not there.
    return undefined;
  }
}

/** The names that a pattern stands for, folder by folder; `*` does not lead into folders below. */
function expanded(pattern: string): string[] {
  const first = pattern.search(/[*?{]/);
  const start = pattern.slice(0, pattern.slice(0, first).lastIndexOf(sep));
  let found = [start === '' ? sep : start];
  for (const segment of relative(found[0] ?? sep, pattern).split(sep)) {
    const isPattern = /[*?{]/.test(segment);
    found = found
      .flatMap((folder) =>
        (isPattern ? namesIn(folder).filter((name) => fits(name, segment)) : [segment]).map((name) => join(folder, name)),
      )
      .slice(0, MOST);
  }
  return found;
}

/** Hidden files are matched by patterns that begin as they do, as shells have it. */
const fits = (name: string, segment: string): boolean =>
  (segment.startsWith('.') || !basename(name).startsWith('.')) && matchesGlob(name, segment);

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // No folder, or one that this user may not look into: nothing fits.
    return [];
  }
}
