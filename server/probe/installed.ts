import { contentsOf } from '#core/x509/certificate-file';
import { certificateOf } from './certificates';
import { readBounded } from './files';

/** The certificate that a server is meant to show, out of the file that its configuration names. Plain data; of keys nothing is kept. */
export interface Installed {
  readonly path: string;
  /** The first certificate of the file. */
  readonly der: Uint8Array;
}

export type InstalledReading = Installed | { readonly kind: 'refused'; readonly why: string };

const MOST_OCTETS = 1_000_000;

export async function readInstalled(path: string): Promise<InstalledReading> {
  const file = await readBounded(path, MOST_OCTETS);
  if (file.kind === 'failed') return { kind: 'refused', why: file.why };
  const [der] = contentsOf(file.bytes).certificates;
  if (!der) return { kind: 'refused', why: `${path} holds no certificate.` };
  const read = certificateOf(der);
  return read.kind === 'certificate'
    ? { path, der }
    : { kind: 'refused', why: `The certificate in ${path} cannot be read: ${read.reason}.` };
}
