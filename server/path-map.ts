import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileRef } from '#core/config/model';

/** Where a folder of the server is here: what is in `from` there is in `to` on this computer. */
export interface PathMapping {
  readonly from: string;
  readonly to: string;
}

/**
 * `/etc/kamailio=./deploy/etc/kamailio`; a folder alone is the root of the server's files. The right side is relative to `base`. undefined:
 * the left side is no absolute path, or the right one is missing.
 */
export function readMapping(word: string, base: string): PathMapping | undefined {
  const equals = word.indexOf('=');
  const from = equals < 0 ? '/' : word.slice(0, equals);
  const to = word.slice(equals + 1);
  if (!from.startsWith('/') || to === '') return undefined;
  return { from: from.length > 1 ? from.replace(/\/+$/, '') : from, to: resolve(base, to) };
}

/** Where a file of a configuration is here. */
export interface Location {
  readonly path: string;
  /** The user's mapping says so, or the path is relative to the configuration: what is not there is missing. Otherwise it was worth a look. */
  readonly isCertain: boolean;
}

/** undefined: nothing here says where it would be. `root`: the main file of the configuration, a path or a URI. */
export function locate({ value, base, path = value.text }: FileRef, root: string, mappings: readonly PathMapping[]): Location | undefined {
  // A path to another computer would be connected to by the mere look at it.
  if (!value.isKnown || path === '' || /^[\\/]{2}/.test(path) || path.includes('\0')) return undefined;
  const main = localPath(root);
  if (path.startsWith('/')) {
    const mapped = mappedPath(path, mappings);
    if (mapped !== undefined) return { path: mapped, isCertain: true };
    const beside = main === undefined ? undefined : besidePath(path, dirname(main));
    return beside === undefined ? undefined : { path: beside, isCertain: false };
  }
  if (main === undefined) return undefined;
  return { path: join(dirname(main), path), isCertain: base === 'config' || base === 'absolute' };
}

/** undefined: it is on no disk that is known here. */
export function localPath(file: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(file)) return resolve(file);
  if (!/^file:/i.test(file)) return isAbsolute(file) ? file : undefined;
  try {
    return fileURLToPath(file);
  } catch {
    // Of another computer, or with escapes that are none: the library says no more.
    return undefined;
  }
}

/** By the mapping of the innermost folder. */
function mappedPath(path: string, mappings: readonly PathMapping[]): string | undefined {
  const [best] = mappings
    .filter(({ from }) => from === '/' || path === from || path.startsWith(`${from}/`))
    .sort((a, b) => b.from.length - a.from.length);
  return best && join(best.to, path.slice(best.from === '/' ? 0 : best.from.length));
}

/** A copy of the server's folders keeps their names: what the server has below `/etc/kamailio` is below `deploy/etc/kamailio` here. */
function besidePath(path: string, folder: string): string | undefined {
  const here = folder.split(sep).join('/');
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
    if (here.endsWith(path.slice(0, end))) return join(folder, path.slice(end));
  return undefined;
}
