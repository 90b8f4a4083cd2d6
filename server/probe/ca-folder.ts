import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { counted } from '#core/text/counted';
import { anchors, type CaFile, caFileOf } from './ca-file';
import { readBounded, reasonOf } from './files';

/** Of the store of a whole system there are some three hundred, each twice. */
const MOST_FILES = 1024;
const MOST_NAMES = 20_000;
const MOST_OCTETS = 1_048_576;
const MOST_OCTETS_IN_ALL = 33_554_432;

/**
 * Reads a folder of trusted certificates as OpenSSL does, which opens only files that are named by the hash of the subject (`c_rehash`).
 * Where none is named so, all files with certificates count, and a note says what a server makes of such a folder.
 */
export async function readCaFolder(path: string): Promise<CaFile> {
  const names = await namesIn(path);
  if (typeof names === 'string') return { kind: 'unreadable', why: `${path} cannot be read: ${names}.` };
  const hashed = names.filter((name) => /^[0-9a-f]{8}\.\d{1,3}$/.test(name));
  const chosen = hashed.length > 0 ? hashed : names.filter((name) => /\.(?:pem|crt|cer)$/i.test(name));
  const ders: Uint8Array[] = [];
  const notes = hashed.length > 0 ? [] : [`No file of ${path} is named by its hash; OpenSSL finds none there until c_rehash has run.`];
  let octets = 0;
  for (const name of chosen.sort().slice(0, MOST_FILES)) {
    const file = await readOne(join(path, name));
    if (file.kind === 'unreadable') {
      notes.push(file.why);
      continue;
    }
    octets += file.octets;
    if (octets > MOST_OCTETS_IN_ALL) break;
    ders.push(...file.ders);
    notes.push(...file.notes);
  }
  if (ders.length === 0) return { kind: 'unreadable', why: `${path} holds no certificate to trust.` };
  if (chosen.length > MOST_FILES || octets > MOST_OCTETS_IN_ALL) notes.push(`${path} holds more than was read of it.`);
  return anchors(`${path}, ${counted(ders.length, 'certificate')}`, ders, notes);
}

async function readOne(path: string): Promise<(CaFile & { kind: 'anchors'; octets: number }) | (CaFile & { kind: 'unreadable' })> {
  // A pipe or a device would be waited for.
  if (!(await isFile(path))) return { kind: 'unreadable', why: `${path} is no file.` };
  const read = await readBounded(path, MOST_OCTETS);
  if (read.kind === 'failed') return { kind: 'unreadable', why: read.why };
  const file = caFileOf(path, read.bytes);
  return file.kind === 'unreadable' ? file : { ...file, octets: read.bytes.length };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    // A link that leads nowhere.
    return false;
  }
}

/** The names in the folder, or why it cannot be read. */
async function namesIn(path: string): Promise<readonly string[] | string> {
  try {
    const names: string[] = [];
    for await (const { name } of await opendir(path)) {
      if (names.length >= MOST_NAMES) break;
      names.push(name);
    }
    return names;
  } catch (error) {
    return reasonOf(error);
  }
}
