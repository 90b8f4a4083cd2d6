import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Whether files are under version control, by the index of the checkout that they lie in. No program is run. */
export class GitIndex {
  #known = new Map<string, { readonly stamp: string; readonly names: ReadonlySet<string> }>();

  async isTracked(path: string): Promise<boolean> {
    for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
      const index = await indexOf(folder);
      if (index !== undefined) return (await this.#names(index)).has(relative(folder, path).split(sep).join('/'));
      if (dirname(folder) === folder) return false;
    }
  }

  async #names(index: string): Promise<ReadonlySet<string>> {
    const { mtimeMs, size } = await statOf(index);
    const stamp = `${mtimeMs} ${size}`;
    const known = this.#known.get(index);
    if (known?.stamp === stamp) return known.names;
    const names = size > LARGEST ? new Set<string>() : await namesIn(index);
    this.#known.set(index, { stamp, names });
    return names;
  }
}

/** A checkout with a million files has some 100 MB; what is larger than this is not read. */
const LARGEST = 67_108_864;

const nothing = { mtimeMs: 0, size: 0, isFile: () => false, isDirectory: () => false };

async function statOf(
  path: string,
): Promise<Pick<Awaited<ReturnType<typeof stat>>, 'isFile' | 'isDirectory'> & { mtimeMs: number; size: number }> {
  try {
    return await stat(path);
  } catch {
    // What is not there is looked for one folder up.
    return nothing;
  }
}

/** undefined: no checkout begins in this folder. A worktree and a submodule have a file that says where theirs is. */
async function indexOf(folder: string): Promise<string | undefined> {
  const git = join(folder, '.git');
  const found = await statOf(git);
  if (found.isDirectory()) return join(git, 'index');
  if (!found.isFile()) return undefined;
  const [, path] = /^gitdir: ([^\r\n]{1,4096})/.exec((await bytesOf(git)).toString('utf8')) ?? [];
  return path === undefined ? undefined : join(resolve(folder, path), 'index');
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    // It went away since it was found, or may not be read; then nothing is known to be tracked.
    return Buffer.alloc(0);
  }
}

/**
 * The names of the entries (gitformat-index(5)), versions 2 to 4. Version 4 writes how many octets of the name before are to be cut, and what
 * follows. Anything else yields what was read up to there.
 */
async function namesIn(index: string): Promise<ReadonlySet<string>> {
  const bytes = await bytesOf(index);
  const names = new Set<string>();
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') return names;
  const version = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  let last = '';
  for (let at = 12, i = 0; i < count && at + FIXED + 2 <= bytes.length; i++) {
    const isExtended = version >= 3 && (bytes.readUInt16BE(at + FIXED) & 0x4000) !== 0;
    let from = at + FIXED + (isExtended ? 4 : 2);
    let kept = '';
    if (version >= 4) {
      const cut = numberAt(bytes, from);
      from = cut.end;
      kept = last.slice(0, Math.max(0, last.length - cut.value));
    }
    const end = bytes.indexOf(0, from);
    if (end < 0) break;
    // As octets, since that is what version 4 counts.
    last = kept + bytes.toString('latin1', from, end);
    names.add(Buffer.from(last, 'latin1').toString('utf8'));
    // Up to version 3 entries are filled up to eight octets, with one zero at the least.
    at = version >= 4 ? end + 1 : at + Math.ceil((end + 1 - at) / 8) * 8;
  }
  return names;
}

/** Times, device, inode, mode, owner, size and object name; flags follow. With SHA-256 it is longer, and no name fits then. */
const FIXED = 60;

/** As offsets in packs are written: seven bits an octet, each but the last adds one. */
function numberAt(bytes: Buffer, from: number): { readonly value: number; readonly end: number } {
  let at = from;
  let octet = bytes[at++] ?? 0;
  let value = octet & 0x7f;
  while (octet & 0x80 && at - from < 5) {
    octet = bytes[at++] ?? 0;
    value = ((value + 1) << 7) | (octet & 0x7f);
  }
  return { value, end: at };
}
