import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs the openssl program to its end; what it wrote to standard output. Throws with its complaint where it failed. */
export async function openssl(
  words: readonly string[],
  { input = new Uint8Array(), env = {} }: { input?: Uint8Array; env?: { readonly [name: string]: string } } = {},
): Promise<Buffer> {
  const child = spawn('openssl', words, { stdio: 'pipe', env: { ...process.env, ...env } });
  const out: Buffer[] = [];
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk;
  });
  // It may end before it has read all; its exit code tells.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`openssl ${words[0]} ended with ${code}: ${complaint}`);
  return Buffer.concat(out);
}
