import { elementAt, latin1, TAG } from './der';
import { readPem } from './pem';
import { certificatesInPkcs7, isPkcs12 } from './pkcs7';

/** What a file of certificates holds, whatever its form: nothing in it has been judged, and the certificates are not yet read. */
export interface FileContents {
  readonly format: 'pem' | 'der' | 'pkcs7' | 'pkcs12' | 'unknown';
  readonly certificates: readonly Uint8Array[];
  /** Private keys in it; nothing of them is kept. */
  readonly keys: readonly { readonly isEncrypted: boolean }[];
  /** Blocks that break off or hold a wrong character; lines count from 1. */
  readonly broken: readonly { readonly line: number; readonly label: string; readonly reason: string }[];
  /** Labels of what is neither certificate nor key: X509 CRL, CERTIFICATE REQUEST, EC PARAMETERS. */
  readonly others: readonly string[];
}

export function contentsOf(bytes: Uint8Array): FileContents {
  const text = latin1(bytes);
  if (text.includes('-----BEGIN ')) return pemContents(text);
  const bag = certificatesInPkcs7(bytes);
  if (bag) return { ...nothing, format: 'pkcs7', certificates: bag };
  if (isPkcs12(bytes)) return { ...nothing, format: 'pkcs12' };
  const isDer = elementAt(bytes, 0, bytes.length)?.tag === TAG.sequence;
  return isDer ? { ...nothing, format: 'der', certificates: [bytes] } : { ...nothing, format: 'unknown' };
}

const nothing = { certificates: [], keys: [], broken: [], others: [] };

function pemContents(text: string): FileContents {
  const certificates: Uint8Array[] = [];
  const keys: { isEncrypted: boolean }[] = [];
  const broken: { line: number; label: string; reason: string }[] = [];
  const others: string[] = [];
  let line = 1;
  let counted = 0;
  for (const block of readPem(text)) {
    if (block.kind === 'certificate') certificates.push(block.der);
    else if (block.kind === 'key') keys.push({ isEncrypted: block.isEncrypted });
    else if (block.kind === 'other') {
      const bag = /^(?:PKCS7|CMS)$/.test(block.label) ? certificatesInPkcs7(block.der) : undefined;
      if (bag) certificates.push(...bag);
      else others.push(block.label);
    } else {
      line += lineEnds(text, counted, block.fault.start);
      counted = block.fault.start;
      broken.push({ line, label: block.label, reason: block.reason });
    }
  }
  return { format: 'pem', certificates, keys, broken, others };
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
