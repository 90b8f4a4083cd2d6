import { nameOf } from '../../probe/chain-words';
import { span } from '../../text/span';
import { isCa, isSelfIssued } from '../../x509/certificate';
import type { CertificateReader } from '../../x509/certificate-reader';
import { type PemBlock, readPem } from '../../x509/pem';
import type { Sent } from '../../x509/sent-list';
import type { ConfigFacts, ConfigSymbol, FilePlace } from '../model';

/** What a file of certificates and keys holds, with the place of each block. */
export interface PemFacts {
  readonly kind: 'pem';
  readonly blocks: readonly PemEntry[];
  /**
   * chain: a server's or client's own certificate and what belongs to it. anchors: certificate authorities, or certificates that signed
   * themselves, whose order means nothing. none: no certificate that can be read.
   */
  readonly use: 'chain' | 'anchors' | 'none';
}

/** `place` is the whole block, `head` its first line, where findings stand. */
export type PemEntry = {
  readonly place: FilePlace;
  readonly head: FilePlace;
} /** `publicKey`: SHA-256 of its public key, absent where it cannot be read. */ & (
  | { readonly kind: 'certificate'; readonly certificate: Sent[number]; readonly publicKey?: string }
  | PemKey
  | { readonly kind: 'other'; readonly label: string }
  | { readonly kind: 'broken'; readonly label: string; readonly fault: FilePlace; readonly reason: string }
);

/** Of the key nothing is kept but what its public half hashes to. */
interface PemKey {
  readonly kind: 'key';
  readonly isEncrypted: boolean;
  readonly publicKey?: string;
}

/** undefined: the facts are those of another dialect. */
export const pemOf = ({ dialect, own }: ConfigFacts): PemFacts | undefined =>
  dialect === 'pem' ? (own as PemFacts | undefined) : undefined;

export function pemFacts(file: string, text: string, reader: CertificateReader): PemFacts {
  const blocks = readPem(text).map((block) => entryOf(block, { file, text, reader }));
  const hasKey = blocks.some(({ kind }) => kind === 'key');
  return { kind: 'pem', blocks, use: useOf(certificatesIn(blocks), hasKey) };
}

function entryOf(block: PemBlock, { file, text, reader }: { file: string; text: string; reader: CertificateReader }): PemEntry {
  const place = { file, at: block.at };
  const head = { file, at: span(block.at.start, Math.min(block.at.end, block.at.start + `-----BEGIN ${block.label}-----`.length)) };
  switch (block.kind) {
    case 'certificate': {
      const certificate = reader.certificate(block.der);
      const publicKey = certificate.kind === 'certificate' ? reader.sha256(certificate.key.der) : undefined;
      return { kind: 'certificate', place, head, certificate, ...(publicKey !== undefined && { publicKey }) };
    }
    case 'key': {
      const publicKey = block.isEncrypted ? undefined : reader.publicKeyOf(text.slice(block.at.start, block.at.end));
      return { kind: 'key', place, head, isEncrypted: block.isEncrypted, ...(publicKey !== undefined && { publicKey }) };
    }
    case 'other':
      return { kind: 'other', place, head, label: block.label };
    case 'broken':
      return { kind: 'broken', place, head, label: block.label, fault: { file, at: block.fault }, reason: block.reason };
  }
}

/** What a list of certificates is for; beside a key it is a chain, whoever signed it. */
export function useOf(list: Sent, hasKey: boolean): PemFacts['use'] {
  const certificates = list.filter((one) => one.kind === 'certificate');
  if (certificates.length === 0) return 'none';
  return !hasKey && certificates.every((one) => isCa(one) || isSelfIssued(one)) ? 'anchors' : 'chain';
}

/** All certificates in the order of the file, as a server would send them. */
export const certificatesIn = (blocks: readonly PemEntry[]): Sent =>
  blocks.flatMap((block) => (block.kind === 'certificate' ? block.certificate : []));

/** Where the certificates begin, by their index in the list. */
export const certificateHeads = (blocks: readonly PemEntry[]): FilePlace[] =>
  blocks.flatMap(({ kind, head }) => (kind === 'certificate' ? head : []));

/** One for each block, for outlines. */
export const pemSymbols = (blocks: readonly PemEntry[]): ConfigSymbol[] => blocks.map(symbolOf);

function symbolOf(block: PemEntry): ConfigSymbol {
  const about = { place: block.head, whole: block.place, uses: [], isRenamable: false };
  switch (block.kind) {
    case 'certificate': {
      const { certificate } = block;
      if (certificate.kind === 'fault') return { ...about, kind: 'certificate', name: 'certificate', detail: 'cannot be read' };
      const detail = isCa(certificate) ? 'certificate authority' : 'certificate';
      return { ...about, kind: 'certificate', name: nameOf(certificate), detail };
    }
    case 'key':
      return { ...about, kind: 'key', name: 'private key', ...(block.isEncrypted && { detail: 'sealed by a passphrase' }) };
    case 'other':
      return { ...about, kind: 'section', name: block.label.toLowerCase() };
    case 'broken':
      return { ...about, kind: 'section', name: block.label.toLowerCase(), detail: 'broken' };
  }
}
