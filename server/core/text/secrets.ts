/**
 * Masks what must not leave the editor: SDES keys (RFC 4568), digest answers (RFC 7616), Basic credentials, passwords in URIs.
 * Each character of a secret becomes `*`, so that offsets and carets still fit.
 */
export function maskSecrets(text: string): string {
  if (!mayHoldSecret.test(text)) return text;
  let masked = text;
  for (const pattern of secrets)
    masked = masked.replace(pattern, (_all, before: string, secret: string) => before + '*'.repeat(secret.length));
  return masked;
}

const mayHoldSecret = /inline:|response|auts|cnonce|\bbasic\b|bearer|key-mgmt|k=|sips?:[^@\s]*:[^@\s]*@|-----begin/i;

/** Each has two groups: what stays, and what is masked. */
const secrets: readonly RegExp[] = [
  /(inline:)([^|\s;]{1,4096})/gi,
  /(\b(?:response|cnonce|auts)\s*=\s*"?)([^",;\s]{1,4096})/gi,
  /(\b(?:basic|bearer)\s+)([A-Za-z0-9+/=._~-]{4,8192})/gi,
  /(\ba=key-mgmt:\S{1,64}\s)(\S{1,8192})/gi,
  /(^k=(?:clear|base64|uri):)(.{1,4096})/gim,
  /(\bsips?:[^\s:@<>"]{1,256}:)([^\s@<>"]{1,256})(?=@)/gi,
  /(-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----)([\s\S]{1,65536}?)(?=-----END|$)/g,
];
