import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { matchesGlob } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';

/** Files that may be configurations by their names, below a folder. Those of a folder come before those of the folders in it. */
export async function* namedAsConfigs(folder: string, depth: number): AsyncGenerator<string> {
  let entries = 0;
  let level = [folder];
  for (let i = 0; i <= depth && level.length > 0; i++) {
    const below: string[] = [];
    for (const each of level) {
      for (const entry of await entriesOf(each)) {
        // A checkout of that size is looked into no further.
        if (++entries > MOST_ENTRIES) return;
        const path = join(each, entry.name);
        // What a link leads to is there under its own name, or not in this folder.
        if (entry.isDirectory()) {
          if (!left.has(entry.name)) below.push(path);
        } else if (entry.isFile() && isNamedAsConfig(path)) yield path;
      }
    }
    level = below;
  }
}

/** How many files are looked into that may be configurations. */
export const MOST_CONFIGS = 2000;
const MOST_ENTRIES = 200_000;
const left: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn', '.venv']);

/** Some dialect has such a name or path; whether it is one of its files only its text says. */
export function isNamedAsConfig(path: string): boolean {
  const lower = path.replaceAll('\\', '/').toLowerCase();
  const base = lower.slice(lower.lastIndexOf('/') + 1);
  if (isLeftBehind(base)) return false;
  if (exact.has(base)) return true;
  return patterns.some((pattern) => matchesGlob(lower, pattern));
}

/** A copy that an editor, a package manager or an administrator put aside, by its ending: no server reads it, unless its own configuration says so. */
export const isLeftBehind = (path: string): boolean =>
  /(?:~|\.(?:bak|backup|old|orig|save|rej|swp|rpm(?:new|save|orig)|dpkg-(?:old|dist|new|bak|tmp)|ucf-(?:old|dist|new)|pac(?:new|save|orig)))$/i.test(
    path,
  );

const names = dialects.flatMap((dialect) => dialect.names);
const exact = new Set(names.filter((name) => !/[/*]/.test(name)));
const patterns = [...names.filter((name) => /[/*]/.test(name)), ...dialects.flatMap(({ globs }) => globs)];

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    // Gone, or not for this user: nothing is found there.
    return [];
  }
}
