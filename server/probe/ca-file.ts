import { stat } from 'node:fs/promises';
import { counted } from '#core/text/counted';
import { type Certificate, isCa, isSelfIssued } from '#core/x509/certificate';
import { contentsOf, type FileContents } from '#core/x509/certificate-file';
import { lazyStore, subjectKey } from '#core/x509/lazy-store';
import type { TrustStore } from '#core/x509/path';
import { certificateOf, sha256 } from './certificates';
import { readBounded } from './files';

/** A part of what is trusted. */
export interface Anchors {
  readonly kind: 'anchors';
  /** As reports show it. */
  readonly name: string;
  readonly store: TrustStore;
  readonly ders: readonly Uint8Array[];
  /** What is odd about it, one sentence each. */
  readonly notes: readonly string[];
}

export const anchors = (name: string, ders: readonly Uint8Array[], notes: readonly string[]): Anchors => ({
  kind: 'anchors',
  name,
  store: lazyStore(name, ders, sha256),
  ders,
  notes,
});

export type CaFile = Anchors | { readonly kind: 'unreadable'; readonly why: string };

/** The largest bundles of a system have 0.5 MB. */
const MOST_OCTETS = 16_777_216;

/** Reads a file of trusted certificates: PEM with any number of them and text between, DER, or PKCS #7. Once, for all targets of a run. */
export async function readCaFile(path: string): Promise<CaFile> {
  const stamp = await stampOf(path);
  const known = files.get(path);
  if (stamp !== undefined && known?.stamp === stamp) return known.file;
  const file = await readAnew(path);
  files.delete(path);
  if (stamp === undefined || file.kind === 'unreadable') return file;
  if (files.size >= MOST_FILES) files.clear();
  files.set(path, { stamp, file });
  return file;
}

const files = new Map<string, { readonly stamp: string; readonly file: CaFile }>();
const MOST_FILES = 16;
/** A file that was written just now may be written again within one tick of the clock that stamps it. */
const SETTLED_MS = 2000;

/** By which a file is told from what stands there later; undefined: it may still change unseen, or is none. */
async function stampOf(path: string): Promise<string | undefined> {
  try {
    const { mtimeMs, ctimeMs, size, ino, dev } = await stat(path);
    return Date.now() - Math.max(mtimeMs, ctimeMs) < SETTLED_MS ? undefined : [mtimeMs, ctimeMs, size, ino, dev].join(' ');
  } catch {
    // Reading it will tell why.
    return undefined;
  }
}

async function readAnew(path: string): Promise<CaFile> {
  const file = await readBounded(path, MOST_OCTETS);
  return file.kind === 'failed' ? { kind: 'unreadable', why: file.why } : caFileOf(path, file.bytes);
}

/** What the bytes of such a file hold. */
export function caFileOf(path: string, bytes: Uint8Array): CaFile {
  const contents = quickContents(bytes) ?? contentsOf(bytes);
  const isBundle = contents.certificates.length > MOST_LOOKED_AT;
  const looked = contents.certificates.map((der, i) => look(der, { path, place: i + 1, isBundle }));
  const ders = looked.flatMap(({ der }) => der ?? []);
  const notes = [...notesOn(path, contents), ...looked.flatMap(({ note }) => note ?? [])];
  if (ders.length === 0) return { kind: 'unreadable', why: notes[0] ?? `${path} holds no certificate: ${whyNone(contents)}.` };
  return anchors(`${path}, ${counted(ders.length, 'certificate')}`, ders, notes);
}

/** A file with more was not made by hand, and of what is in it no more is looked at than the subject. */
const MOST_LOOKED_AT = 16;

interface Place {
  readonly path: string;
  /** From 1. */
  readonly place: number;
  readonly isBundle: boolean;
}

function look(der: Uint8Array, { path, place, isBundle }: Place): { readonly der?: Uint8Array; readonly note?: string } {
  if (isBundle && subjectKey(der) !== undefined) return { der };
  const one = certificateOf(der);
  if (one.kind === 'fault') return { note: `${path}: certificate ${place} cannot be read: ${one.reason}.` };
  if (isAuthority(one)) return { der: one.der };
  return { der: one.der, note: `${path}: ${one.subject.text} is no certificate authority; it is trusted for itself alone.` };
}

const isAuthority = (one: Certificate): boolean => isCa(one) || isSelfIssued(one);

function whyNone({ format, keys, others }: FileContents): string {
  if (format === 'pkcs12') return 'it is a PKCS #12 file, whose certificates have to be exported as PEM';
  if (keys.length > 0) return 'there is a private key, and no more';
  if (others.length > 0) return `there is ${others[0]}, and no more`;
  return 'it is neither PEM nor DER';
}

/** What of the file was passed over. */
export function notesOn(path: string, { certificates, keys, broken, others }: FileContents): readonly string[] {
  const notes = broken.map(({ line, label, reason }) => `${path}: the block ${label} breaks in line ${line}: ${reason}.`);
  if (certificates.length === 0) return notes;
  if (keys.length > 0) notes.push(`${path} also holds a private key, which has no business in a file of trusted certificates.`);
  if (others.length > 0) notes.push(`${path} also holds ${[...new Set(others)].join(', ')}, which was passed over.`);
  return notes;
}

/**
 * The blocks of a bundle as programs write it, decoded by the runtime's library; undefined where anything else stands in a block. A bundle
 * of a system is read ten times as fast by this as with the care that a file made by hand needs.
 */
export function quickContents(bytes: Uint8Array): FileContents | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const certificates: Uint8Array[] = [];
  for (let start = text.indexOf(BEGIN); start >= 0; start = text.indexOf(BEGIN, start)) {
    const body = start + BEGIN.length + LABEL.length;
    const end = text.indexOf('-----', body);
    const base64 = text.slice(body, end).replaceAll('\n', '');
    const isWhole = text.startsWith(LABEL, start + BEGIN.length) && text.startsWith(END, end) && base64.length % 4 === 0;
    if (!isWhole || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
    certificates.push(Buffer.from(base64, 'base64'));
    start = end + END.length;
  }
  return certificates.length > 0 ? { format: 'pem', certificates, keys: [], broken: [], others: [] } : undefined;
}

const BEGIN = '-----BEGIN ';
const LABEL = 'CERTIFICATE-----\n';
const END = '-----END CERTIFICATE-----';
