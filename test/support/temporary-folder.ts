import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A folder for the files of one test, as editors name them. */
export interface TemporaryFolder {
  readonly path: string;
  readonly uriOf: (name: string) => string;
  readonly write: (files: { readonly [name: string]: string }) => void;
  readonly remove: () => void;
}

export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'sip-tls-test-'));
  return {
    path,
    uriOf: (name) => pathToFileURL(join(path, name)).href,
    write(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), text);
      }
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
