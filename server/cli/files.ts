import { constants } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isHopeless, lookOf, SNIFFED } from '#core/report/sniff';

/** A file that is to be checked, as it was named or found in a folder that was. `-` is standard input. */
export type Found =
  | { readonly kind: 'file'; readonly path: string; readonly from: 'named' | 'folder' }
  | { readonly kind: 'failed'; readonly path: string; readonly why: string };

/** The files that the paths name, one after the other; what is in a folder in the order of its names. */
export async function* findFiles(paths: readonly string[]): AsyncGenerator<Found> {
  for (const path of paths) {
    if (path === '-') yield { kind: 'file', path, from: 'named' };
    else {
      const found = await lookAt(path);
      if (found.kind === 'failed') yield { kind: 'failed', path, why: found.why };
      else if (found.kind === 'folder') yield* walk(path, new Set());
      else yield { kind: 'file', path, from: 'named' };
    }
  }
}

/** Symbolic links are followed; a folder is entered once, so that none leads in a circle. */
async function* walk(folder: string, entered: Set<string>): AsyncGenerator<Found> {
  let names: string[];
  try {
    const real = await realpath(folder);
    if (entered.has(real)) return;
    entered.add(real);
    names = (await readdir(folder)).sort();
  } catch (error) {
    yield { kind: 'failed', path: folder, why: reasonOf(error) };
    return;
  }
  for (const name of names) {
    if (left.has(name)) continue;
    const path = join(folder, name);
    const found = await lookAt(path);
    if (found.kind === 'folder') yield* walk(path, entered);
    // Pipes, sockets and devices in a folder would be waited for.
    else if (found.kind === 'file') yield { kind: 'file', path, from: 'folder' };
    else if (found.kind === 'failed' && !found.isDangling) yield { kind: 'failed', path, why: found.why };
  }
}

const left: ReadonlySet<string> = new Set(['node_modules', '.git']);

type Look =
  | { readonly kind: 'file' | 'folder' | 'other' }
  | { readonly kind: 'failed'; readonly why: string; readonly isDangling: boolean };

async function lookAt(path: string): Promise<Look> {
  try {
    const found = await stat(path);
    return { kind: found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other' };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { kind: 'failed', why: reasonOf(error), isDangling: code === 'ENOENT' || code === 'ELOOP' };
  }
}

export type Content =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Known from its first bytes to hold no SIP text. */
  | { readonly kind: 'other'; readonly look: string }
  | { readonly kind: 'failed'; readonly why: string };

/** Reads a file, and no more of it than its beginning where that shows that nothing can be found. */
export async function readContent(path: string): Promise<Content> {
  const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 1_048_576 });
  const chunks: Buffer[] = [];
  let length = 0;
  let isSniffed = false;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (!isSniffed && length >= SNIFFED) {
        isSniffed = true;
        const head = Buffer.concat(chunks).subarray(0, SNIFFED);
        if (isHopeless(head)) return { kind: 'other', look: lookOf(head) };
      }
      if (length > LARGEST) return { kind: 'failed', why: `larger than ${Math.floor(LARGEST / 1_048_576)} MiB; split it` };
    }
  } catch (error) {
    return { kind: 'failed', why: reasonOf(error) };
  }
  const bytes = Buffer.concat(chunks);
  return isHopeless(bytes.subarray(0, SNIFFED)) || length === 0
    ? { kind: 'other', look: lookOf(bytes.subarray(0, SNIFFED)) }
    : { kind: 'bytes', bytes };
}

/** A longer text is no string in this runtime. */
const LARGEST = constants.MAX_STRING_LENGTH;

/** Why the system could not, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code !== undefined && reasons[code]) || code || message;
}

const reasons: { readonly [code: string]: string } = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  EIO: 'read error',
};
