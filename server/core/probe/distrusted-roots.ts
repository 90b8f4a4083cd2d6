import type { Certificate } from '../x509/certificate';
import listed from './data/distrusted-roots.json';

/** A root that peers have left, or that stores have dropped. */
export interface DistrustedRoot {
  readonly commonName: string;
  /** Lower-case hexadecimal. */
  readonly sha256?: string;
  /** The day or month from which on, ISO 8601. */
  readonly from: string;
  /** What happened: a sentence without its dot. */
  readonly fact: string;
  /** The common name of the root that came in its place. */
  readonly replacement: string;
  /** Identifiers of those who left it; all who keep their store up to date without. */
  readonly providers?: readonly string[];
  readonly source: string;
}

export const distrustedRoots: readonly DistrustedRoot[] = listed;

/** What is listed about the root, for everybody or for this provider. */
export function distrustOf({ sha256, subject }: Certificate, provider: string | undefined): DistrustedRoot | undefined {
  return distrustedRoots.find(
    (root) =>
      (root.sha256 === sha256 || subject.commonNames.includes(root.commonName)) &&
      (!root.providers || (provider !== undefined && root.providers.includes(provider))),
  );
}
