import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { readBounded } from '../probe/files';

export type Passphrase =
  | { readonly kind: 'given'; readonly passphrase: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly why: string };

const VARIABLE = 'SIP_TLS_PASSPHRASE';
const LARGEST = 65_536;

/** The passphrase that was given by file or environment. It is taken out of the environment, where programs started later would find it. */
export async function givenPassphrase(file: string | undefined): Promise<Passphrase> {
  const variable = process.env[VARIABLE];
  delete process.env[VARIABLE];
  if (file === undefined) return variable === undefined ? { kind: 'none' } : { kind: 'given', passphrase: variable };
  const read = await readBounded(file, LARGEST);
  if (read.kind === 'failed') return read;
  const [line = ''] = Buffer.from(read.bytes).toString('utf8').split(/\r?\n/, 1);
  return line === ''
    ? { kind: 'failed', why: `the first line of "${file}" is empty; the passphrase has to be in it` }
    : { kind: 'given', passphrase: line };
}

export const canAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Asks on the terminal, without an echo. undefined where the user gave up. */
export function askPassphrase(isAgain: boolean): Promise<string | undefined> {
  // What readline would echo goes nowhere; the question itself is not its.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true, historySize: 0 });
  // Not before the terminal echoes no more.
  process.stderr.write(isAgain ? 'That does not open it. Passphrase of the client key: ' : 'Passphrase of the client key: ');
  return new Promise((resolve) => {
    const end = (answer: string | undefined): void => {
      resolve(answer);
      lines.close();
      process.stderr.write('\n');
    };
    lines.once('line', (line) => end(line));
    lines.once('SIGINT', () => end(undefined));
    lines.once('close', () => resolve(undefined));
  });
}
