import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';

/** All that `openssl s_client` says of one connection to `socket`, at the end of its input or of its patience. */
export async function sClient(socket: string, words: readonly string[], { input = '' }: { input?: string } = {}): Promise<string> {
  const child = spawn('openssl', ['s_client', '-connect', socket, ...words], { stdio: 'pipe', timeout: 10_000 });
  let said = '';
  const hear = (chunk: Buffer): void => {
    said += chunk.toString('latin1');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  await once(child, 'close');
  return said;
}

/** SHA-256 of the certificates in a text of PEM, such as -showcerts prints, in lower-case hexadecimal. */
export const printedCertificates = (text: string): string[] =>
  [...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)].map(([, body = '']) =>
    createHash('sha256').update(Buffer.from(body, 'base64')).digest('hex'),
  );

/** The certificates below "Certificate chain", as -showcerts prints them. */
export const pemsShown = (text: string): string[] =>
  [
    ...text.slice(text.indexOf('\nCertificate chain\n')).matchAll(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g),
  ].map(([pem]) => pem);
