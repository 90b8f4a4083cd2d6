import { existsSync, readFileSync } from 'node:fs';
import { file, makeCertificates, openssl } from '../core/tls/peers';

/** The passphrase of the client's key and of its PKCS#12 file; tests look for it where it must not be. */
export const PASSPHRASE = 'tell nobody 5061';

/** The certificates of `peers`, and the client's once more: its key sealed, and both as PKCS#12. */
export function makeClientFiles(): void {
  makeCertificates();
  if (existsSync(file('client.p12'))) return;
  const out = ['-passout', `pass:${PASSPHRASE}`];
  openssl('pkcs8', '-topk8', '-in', 'client.key', ...out, '-out', 'client.sealed.key');
  openssl('pkcs12', '-export', '-inkey', 'client.key', '-in', 'client.pem', '-certfile', 'intermediate.pem', ...out, '-out', 'client.p12');
  openssl('pkcs12', '-export', '-legacy', '-inkey', 'client.key', '-in', 'client.pem', ...out, '-out', 'old.p12');
}

export const text = (name: string): string => readFileSync(file(name), 'utf8');
export const bytes = (name: string): Uint8Array => Uint8Array.from(readFileSync(file(name)));
