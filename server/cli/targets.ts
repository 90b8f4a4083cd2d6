import { createReadStream } from 'node:fs';
import { reasonOf } from './files';

export type Targets = { readonly kind: 'read'; readonly targets: readonly string[] } | { readonly kind: 'failed'; readonly why: string };

/** The targets of a file, one a line; `-` is standard input. What stands behind # is a comment. */
export async function readTargets(path: string): Promise<Targets> {
  const name = path === '-' ? 'standard input' : `"${path}"`;
  const stream = path === '-' ? process.stdin : createReadStream(path);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > LARGEST) return { kind: 'failed', why: `${name} has more than ${LARGEST / 1_048_576} MiB, which is no list of targets` };
    }
  } catch (error) {
    return { kind: 'failed', why: `cannot read ${name}: ${reasonOf(error)}` };
  }
  const targets = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
  return targets.length > 0 ? { kind: 'read', targets } : { kind: 'failed', why: `there is no target in ${name}` };
}

const LARGEST = 16 * 1_048_576;
