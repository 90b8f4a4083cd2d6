/**
 * Masks what must not leave the editor: SDES keys (RFC 4568), digest answers (RFC 7616) and AKA keys, credentials of other schemes,
 * passwords in URIs, ICE passwords, private keys, TLS key log lines. Each character of a secret becomes `*`, so that offsets, line
 * ends and carets still fit. Also where the log writes line ends and quotes as escapes.
 */
export function maskSecrets(text: string): string {
  if (!mayHoldSecret.test(text)) return text;
  let masked = text;
  for (const pattern of secrets) masked = masked.replace(pattern, (_all, before: string, secret: string) => before + stars(secret));
  return masked;
}

/** The secrets themselves, so that a sentence which quotes one without its surroundings can be masked as well. */
export function secretsIn(text: string): readonly string[] {
  if (!mayHoldSecret.test(text)) return [];
  const found = new Set<string>();
  for (const pattern of secrets)
    for (const [, , secret = ''] of text.matchAll(pattern)) if (secret.length >= SHORTEST && /[^*\s]/.test(secret)) found.add(secret);
  return [...found];
}

/** Shorter ones would be met in words that are no secrets. */
const SHORTEST = 6;

const stars = (secret: string): string => secret.replace(/[^\r\n]/g, '*');

/** Most messages hold none, and this is all that they cost. */
const mayHoldSecret =
  /inline:|response|rspauth|auts|cnonce|[ic]k *=|gssapi|authorization|basic|bearer|key-mgmt|\bk=|2k=|nk=|ice-pwd|(?:\bsips?:|:\/\/)[^\s:@<>"/]{1,256}:[^\s@<>"]{1,1024}@|-----begin|pass|secret|client_random|cookie/i;

/** Each has two groups: what stays, and what is masked. All of them are bounded, so that no text makes them slow. */
const secrets: readonly RegExp[] = [
  /(inline:)([^|\s;]{1,4096})/gi,
  // Quoted, where the log may escape the quotes; not quoted; and in the headers of a URI.
  /((?:response|cnonce|rspauth|auts|gssapi-data)\s{0,16}=\s{0,16}\\{0,3}")([^"\r\n]{1,8192})/gi,
  /((?:response|cnonce|rspauth|auts|gssapi-data)\s{0,16}=\s{0,16}(?!\\{0,3}"))([^",;\s]{1,8192})/gi,
  /((?:response|cnonce|rspauth|auts)%3D(?:%22)?)([^%&>\s]{1,4096})/gi,
  /([ic]k\s{0,16}=\s{0,16}\\{0,3}"?)([0-9a-f]{16,256})/gi,
  // Any scheme but Digest, folded lines included: what follows its name is the secret, or holds it.
  /(authorization["'\\]{0,4}\s{0,16}[:=]\s{0,16}["'\\]{0,4}(?!digest\b)[a-z][\w.-]{0,31}\s{1,16})([^\r\n]{1,8192}(?:\r?\n[ \t][^\r\n]{1,8192}){0,8})/gi,
  /(authorization(?:=|%3D|%3A)[a-z]{1,32}%20)([^&>\s]{1,4096})/gi,
  // Elsewhere only what looks like base64, since "basic" and "bearer" are words as well.
  /(\b(?:[Bb]asic|BASIC|[Bb]earer|BEARER)\s{1,8})(?=[A-Za-z+/._~-]{0,256}(?:[0-9=]|[a-z][A-Z]))([A-Za-z0-9+/=._~-]{8,8192})/g,
  /(key-mgmt:\s{0,8}\S{1,64}\s{1,8})(\S{1,8192})/gi,
  /((?:#012|\\n|(?<![a-z0-9]))k=(?:clear|base64|uri):)([^\r\n]{1,4096})/gi,
  /(\bice-pwd:)(\S{1,512})/gi,
  /((?:\bsips?:|\b(?:https?|wss?|ftp|ldaps?):\/\/)[^\s:@<>"/]{1,256}:)([^\s@<>"]{1,1024})(?=@)/gi,
  /((?:password|passwd|passphrase|secret)(?:\\{0,3}"\s{0,4}:\s{0,4}\\{0,3}"|\s{0,4}=\s{0,4}["']?))([^\s"'&;,<>\\]{1,512})/gi,
  /(-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----)((?:[^-]|-(?!----)){1,65536})/g,
  /(\bCLIENT_RANDOM [0-9a-f]{64} |_SECRET(?:_\d{1,4})? [0-9a-f]{64} )([0-9a-f]{1,256})/gi,
  /((?:^|[\r\n]|#012|\\n)(?:set-)?cookie[ \t]{0,8}:[ \t]{0,8})([^\r\n]{1,8192})/gi,
];
