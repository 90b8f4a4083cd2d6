import { rootCertificates } from 'node:tls';
import { counted } from '#core/text/counted';
import { unionStore } from '#core/x509/lazy-store';
import type { TrustStore } from '#core/x509/path';
import { type Anchors, anchors, notesOn, readCaFile } from './ca-file';
import { readCaFolder } from './ca-folder';
import { sha256 } from './certificates';
import type { TrustRequest } from './request';
import { type Computer, systemRoots, thisComputer } from './system-trust';

/** Whom a probe trusts. */
export type Trust =
  | {
      readonly kind: 'store';
      readonly store: TrustStore;
      /** For tlsContext; undefined: what this runtime trusts by itself is the same. */
      readonly pems: readonly string[] | undefined;
      /** Each part by name, as reports show it. */
      readonly names: readonly string[];
      /** What is odd about the files, one sentence each. */
      readonly notes: readonly string[];
      /** It holds only what a file of the user holds. */
      readonly isPrivate: boolean;
    }
  /** unavailable: this computer has no such store. unreadable: a file that was named cannot be used. */
  | { readonly kind: 'unavailable' | 'unreadable'; readonly why: string };

/** Files and folders of the user take the place of the runtime's own list; the operating system's roots come beside either. */
export async function openTrust(
  { caFile, caFolder, system }: TrustRequest,
  signal: AbortSignal,
  computer: Computer = thisComputer,
): Promise<Trust> {
  const own: Anchors[] = [];
  for (const part of [
    caFile === undefined ? undefined : await readCaFile(caFile),
    caFolder === undefined ? undefined : await readCaFolder(caFolder),
  ]) {
    if (part?.kind === 'unreadable') return part;
    if (part) own.push(part);
  }
  const isOwn = own.length > 0;
  const parts = isOwn ? own : [nodeRoots(), ...(await extraRoots(computer))];
  if (system) {
    const roots = await systemRoots(computer, signal);
    if (roots.kind !== 'found') return roots;
    const { place, contents } = roots;
    const name = `the operating system's, ${counted(contents.certificates.length, 'root')} (${place})`;
    parts.push(anchors(name, contents.certificates, notesOn(place, contents)));
  }
  const names = parts.map(({ name }) => name);
  return {
    kind: 'store',
    store: unionStore(
      names.join('; '),
      parts.map((part) => part.store),
    ),
    pems: isOwn || system || hasOtherDefault(computer) ? pemsOf(parts) : undefined,
    names,
    notes: parts.flatMap(({ notes }) => notes),
    isPrivate: isOwn && !system,
  };
}

/** The list that the runtime brings along. It never changes, and is kept for the life of the process. */
export function nodeRoots(): Anchors {
  ownRoots ??= anchors(
    `Node's, ${counted(rootCertificates.length, 'root')} (Node ${process.versions.node})`,
    rootCertificates.map((pem) => Buffer.from(pem.slice(pem.indexOf('\n'), pem.lastIndexOf('\n-----END')), 'base64')),
    [],
  );
  return ownRoots;
}

let ownRoots: Anchors | undefined;

/** The runtime adds this file to its list when it starts, once and for all, and passes it over with a warning where it cannot be read. */
async function extraRoots({ env: { NODE_EXTRA_CA_CERTS: path } }: Computer): Promise<readonly Anchors[]> {
  if (!path) return [];
  const known = extras.get(path);
  if (known) return [known];
  const file = await readCaFile(path);
  const extra =
    file.kind === 'anchors'
      ? anchors(`${file.name} (NODE_EXTRA_CA_CERTS)`, file.ders, file.notes)
      : anchors(`${path}, nothing (NODE_EXTRA_CA_CERTS)`, [], [file.why]);
  extras.set(path, extra);
  return [extra];
}

const extras = new Map<string, Anchors>();

/** The runtime was told to trust another list by default than the one that it brings along. */
const hasOtherDefault = ({ env, flags }: Computer): boolean =>
  env.NODE_USE_SYSTEM_CA === '1' || /--use-(?:openssl|system)-ca\b/.test(`${env.NODE_OPTIONS ?? ''} ${flags.join(' ')}`);

function pemsOf(parts: readonly Anchors[]): readonly string[] {
  const unique = new Map(parts.flatMap(({ ders }) => ders).map((der) => [sha256(der), der]));
  return [...unique.values()].map(pemOf);
}

/** As writePem, by the runtime's library: there may be hundreds. Once for each, as long as what holds it is kept. */
function pemOf(der: Uint8Array): string {
  const known = pems.get(der);
  if (known !== undefined) return known;
  const lines = Buffer.from(der.buffer, der.byteOffset, der.byteLength)
    .toString('base64')
    .replace(/.{64}(?!$)/g, '$&\n');
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  pems.set(der, pem);
  return pem;
}

const pems = new WeakMap<Uint8Array, string>();
