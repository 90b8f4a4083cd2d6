import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { CertificateFile } from '#core/config/certificate-files';
import type { ConfigFacts, FileRef, TlsProfile } from '#core/config/model';
import { contentsOf } from '#core/x509/certificate-file';
import type { CertificateReader } from '#core/x509/certificate-reader';
import { latin1 } from '#core/x509/der';
import { readPem } from '#core/x509/pem';
import { nodeCertificateReader } from './certificate-reader';
import { GitIndex } from './git-index';
import { type Location, locate, type PathMapping } from './path-map';
import { readBounded } from './probe/files';

/**
 * The files with certificates and keys that configurations name. Each is read once as long as it does not change; of keys nothing is kept
 * but what their public half hashes to. Nothing outside of the folder of a configuration is looked at but where the user's mappings lead.
 */
export class CertificateFiles {
  readonly #reader: CertificateReader;
  readonly #git = new GitIndex();
  readonly #read = new Map<string, { readonly stamp: string; readonly file: CertificateFile }>();

  constructor(reader: CertificateReader = nodeCertificateReader) {
    this.#reader = reader;
  }

  /** Reads what configurations name; what is returned answers from memory, as rules ask. */
  async of(configurations: readonly ConfigFacts[], mappings: readonly PathMapping[]): Promise<(ref: FileRef) => CertificateFile> {
    const files = new Map<string, Promise<CertificateFile>>();
    for (const facts of configurations)
      for (const ref of refsOf(facts)) {
        const id = idOf(ref);
        if (files.size < MOST_FILES && !files.has(id)) files.set(id, this.file(ref, facts.root, mappings));
      }
    const read = new Map(await Promise.all([...files].map(async ([id, file]): Promise<[string, CertificateFile]> => [id, await file])));
    for (const { profiles } of configurations) for (const profile of profiles) await this.#addOtherKeys(profile, read);
    return (ref) => read.get(idOf(ref)) ?? { kind: 'elsewhere' };
  }

  /** One file, as hovers ask for it. `root`: the main file of the configuration. */
  file(ref: FileRef, root: string, mappings: readonly PathMapping[]): Promise<CertificateFile> {
    return this.#fileAt(ref, locate(ref, root, mappings));
  }

  async #fileAt(ref: FileRef, location: Location | undefined): Promise<CertificateFile> {
    if (!location) return { kind: 'elsewhere' };
    const { path, isCertain } = location;
    const found = await lookAt(path);
    if (found.kind === 'missing') {
      if (!isCertain) return { kind: 'elsewhere' };
      const nearest = await nearestName(path);
      return { kind: 'missing', looked: [path], ...(nearest !== undefined && { nearest: beside(ref, nearest) }) };
    }
    if (found.kind === 'unreadable') return isCertain ? found : { kind: 'elsewhere' };
    if (found.kind === 'folder') return folderPurposes.has(ref.purpose) ? { ...nothing, file: path, format: 'folder' } : isFolder;
    if (notRead.has(ref.purpose)) return { ...nothing, file: path, format: 'other' };
    const file = await this.#contents(path, found.stamp);
    const isKey = file.kind === 'read' && file.keys.length > 0;
    return isKey && (await this.#git.isTracked(path)) ? { ...file, isTracked: true } : file;
  }

  async #contents(path: string, stamp: string): Promise<CertificateFile> {
    const known = this.#read.get(path);
    if (known?.stamp === stamp) return known.file;
    const reading = await readBounded(path, MOST_OCTETS);
    const file: CertificateFile =
      reading.kind === 'failed' ? { kind: 'unreadable', why: reading.why } : certificateFile(path, reading.bytes, this.#reader);
    if (this.#read.size >= MOST_FILES) this.#read.clear();
    this.#read.set(path, { stamp, file });
    return file;
  }

  /**
   * Where key and certificate do not belong together, the other keys of the folder: one of them may be the right one. Where there is no
   * such file as the key is said to be, the right one is nearest, and none of those that would not do.
   */
  async #addOtherKeys({ certificate, key }: TlsProfile, read: Map<string, CertificateFile>): Promise<void> {
    if (!certificate || !key) return;
    const certified = read.get(idOf(certificate));
    const keyed = read.get(idOf(key));
    if (certified?.kind !== 'read' || certified.leafKey === undefined) return;
    const { leafKey } = certified;
    const missing = keyed?.kind === 'missing' ? keyed.looked[0] : undefined;
    if (keyed?.kind === 'missing' && missing !== undefined) {
      const { nearest, ...rest } = keyed;
      const others = await this.#keysBeside(key, missing);
      const right = others.find(({ publicKey }) => publicKey === leafKey)?.path;
      const best = right ?? (others.some(({ path }) => path === nearest) ? undefined : nearest);
      read.set(idOf(key), { ...rest, ...(best !== undefined && { nearest: best }) });
      return;
    }
    if (keyed?.kind !== 'read' || keyed.otherKeys) return;
    if (keyed.keys.every(({ publicKey }) => publicKey === undefined || publicKey === leafKey)) return;
    read.set(idOf(key), { ...keyed, otherKeys: await this.#keysBeside(key, keyed.file) });
  }

  /** Keys in the folder of a file, but for those in itself, as they would be written in its place. */
  async #keysBeside(ref: FileRef, file: string): Promise<{ path: string; publicKey: string }[]> {
    const names = (await namesIn(dirname(file))).filter((name) => /key|\.pem$/i.test(name)).slice(0, MOST_KEYS);
    const keys: { path: string; publicKey: string }[] = [];
    for (const name of names) {
      const path = join(dirname(file), name);
      const found = path === file ? undefined : await lookAt(path);
      const other = found?.kind === 'file' ? await this.#contents(path, found.stamp) : undefined;
      if (other?.kind !== 'read') continue;
      for (const { publicKey } of other.keys) if (publicKey !== undefined) keys.push({ path: beside(ref, name), publicKey });
    }
    return keys;
  }
}

const MOST_FILES = 2000;
/** The largest bundles of authorities have 0.5 MB. */
const MOST_OCTETS = 4_194_304;
const MOST_KEYS = 30;
const MOST_CERTIFICATES = 1000;

/** By where it is written: the same words mean another file in another configuration. */
const idOf = ({ purpose, path, value: { text, place } }: FileRef): string =>
  `${place.file} ${place.at.start} ${purpose} ${path ?? ''} ${text}`;

const refsOf = ({ profiles, otherFiles = [] }: ConfigFacts): FileRef[] => [
  ...profiles.flatMap(({ certificate, key, ca = [], crl = [], keyLog }) =>
    [certificate, key, ...ca, ...crl, keyLog].flatMap((ref) => ref ?? []),
  ),
  ...otherFiles,
];

const folderPurposes: ReadonlySet<FileRef['purpose']> = new Set<FileRef['purpose']>(['ca-folder', 'crl-folder', 'folder']);
/** Whether they are there is all that counts. A key log is a secret as a whole. */
const notRead: ReadonlySet<FileRef['purpose']> = new Set<FileRef['purpose']>(['key-log', 'crl', 'dh', 'list']);

const nothing = { kind: 'read', certificates: [], keys: [] } as const;
const isFolder: CertificateFile = { kind: 'unreadable', why: 'it is a folder' };

/** The path of another file of the same folder, as the setting would have it. */
const beside = ({ value }: FileRef, name: string): string => value.text.slice(0, value.text.lastIndexOf('/') + 1) + name;

type Look =
  | { readonly kind: 'missing' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'file'; readonly stamp: string }
  | { readonly kind: 'unreadable'; readonly why: string };

async function lookAt(path: string): Promise<Look> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return { kind: 'folder' };
    // A pipe or a device would be waited for.
    if (!found.isFile()) return { kind: 'unreadable', why: 'it is neither a file nor a folder' };
    return { kind: 'file', stamp: `${found.mtimeMs} ${found.ctimeMs} ${found.size}` };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENAMETOOLONG') return { kind: 'missing' };
    return {
      kind: 'unreadable',
      why: code === 'EACCES' || code === 'EPERM' ? 'this user may not read it' : `the system says ${code ?? 'no more'}`,
    };
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort().slice(0, 5000);
  } catch {
    // A folder that is not there, or may not be looked into, has nothing to offer.
    return [];
  }
}

/** A file of the folder that may be meant: another ending, one more or less, another letter case, or one or two letters that differ. */
async function nearestName(path: string): Promise<string | undefined> {
  const wanted = basename(path).toLowerCase();
  const stem = basename(wanted, extname(wanted));
  const near = (await namesIn(dirname(path))).flatMap((name) => {
    const lower = name.toLowerCase();
    if (!/\.(?:pem|crt|cer|key)$/.test(lower) && lower !== wanted) return [];
    const isLonger = lower.startsWith(`${wanted}.`) || wanted.startsWith(`${lower}.`);
    const distance = isLonger || basename(lower, extname(lower)) === stem ? 1 : distanceOf(lower, wanted);
    return distance <= 2 ? { name, distance } : [];
  });
  return near.sort((a, b) => a.distance - b.distance)[0]?.name;
}

/** How many letters differ, are missing or too many; 9 where the lengths are far apart. */
function distanceOf(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2 || a.length > 255) return 9;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let k = 1; k <= b.length; k++)
      next.push(Math.min((row[k] ?? 0) + 1, (next[k - 1] ?? 0) + 1, (row[k - 1] ?? 0) + (a[i - 1] === b[k - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 9;
}

/** What a file holds that is to be PEM. */
function certificateFile(path: string, bytes: Uint8Array, reader: CertificateReader): CertificateFile {
  const { format, certificates } = contentsOf(bytes);
  if (format === 'pem') return pemFile(path, latin1(bytes), reader);
  const read = certificates
    .slice(0, MOST_CERTIFICATES)
    .map((der) => reader.certificate(der))
    .filter(({ kind }) => kind === 'certificate');
  const isBlank = bytes.every((octet) => octet === 0x20 || (octet >= 0x09 && octet <= 0x0d));
  return {
    ...nothing,
    file: path,
    format: isBlank ? 'empty' : format === 'pkcs12' ? 'pkcs12' : format === 'der' || format === 'pkcs7' ? 'der' : 'other',
    certificates: read,
  };
}

function pemFile(path: string, text: string, reader: CertificateReader): CertificateFile {
  const blocks = readPem(text);
  const certificates = blocks
    .filter((block) => block.kind === 'certificate')
    .slice(0, MOST_CERTIFICATES)
    .map(({ der }) => reader.certificate(der));
  const [leaf] = certificates;
  const keys = blocks
    .filter((block) => block.kind === 'key')
    .slice(0, MOST_KEYS)
    .map(({ isEncrypted, at }) => {
      const publicKey = isEncrypted ? undefined : reader.publicKeyOf(text.slice(at.start, at.end));
      return { isEncrypted, ...(publicKey !== undefined && { publicKey }) };
    });
  const faults = blocks.flatMap((block) => (block.kind === 'broken' ? block.reason : []));
  return {
    kind: 'read',
    file: path,
    format: 'pem',
    certificates,
    ...(leaf?.kind === 'certificate' && { leafKey: reader.sha256(leaf.key.der) }),
    keys,
    ...(faults.length > 0 && { faults }),
  };
}
