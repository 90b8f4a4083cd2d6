import { open } from 'node:fs/promises';

/** What became of the attempt to read a file. `why` is one sentence that names it as the user did. */
export type FileReading = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'failed'; readonly why: string };

/** Reads a file, or a pipe, up to so many bytes. What has more is refused, not cut. */
export async function readBounded(path: string, most: number): Promise<FileReading> {
  try {
    const handle = await open(path, 'r');
    try {
      const chunks: Buffer[] = [];
      let length = 0;
      for (;;) {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(CHUNK), 0, CHUNK);
        if (bytesRead === 0) return { kind: 'bytes', bytes: Buffer.concat(chunks) };
        chunks.push(buffer.subarray(0, bytesRead));
        length += bytesRead;
        if (length > most) return { kind: 'failed', why: `${path} has more than ${most} bytes, which is no file of certificates or keys.` };
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    // The only way in which the system says that a file is not there, or may not be read.
    return { kind: 'failed', why: `${path} cannot be read: ${reasonOf(error)}.` };
  }
}

const CHUNK = 262_144;

/** Why the system did not let a file or folder be read: `there is no such file`. */
export function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return words[code ?? ''] ?? code ?? 'the system does not say why';
}

const words: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'no file has so long a name',
};
