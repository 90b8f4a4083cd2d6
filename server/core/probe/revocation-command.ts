import type { Certificate } from '../x509/certificate';
import { issuerCommand, judgedPath, stapleCommand } from './chain-words';
import { quoted, storeWords } from './commands';
import type { ChainFacts } from './facts';
import type { RevocationCheck } from './revocation-facts';

/** The certificate that a check is about: one of the path, or of the list. */
export function revocationSubject(facts: ChainFacts, { certificate: sha256 }: RevocationCheck): Certificate | undefined {
  const sent = facts.sent.filter((item) => item.kind === 'certificate');
  const onPath = judgedPath(facts)?.links.map(({ certificate }) => certificate) ?? [];
  return [...onPath, ...sent].find((certificate) => certificate.sha256 === sha256);
}

/**
 * An `openssl ocsp` line, which gets the issuer from the server and the certificate by its serial. Where the issuer was not sent the two
 * files are the certificate and its issuer, as the report hands them out.
 */
export function ocspCommand(facts: ChainFacts, certificate: Certificate, url = certificate.ocsp?.[0]): string | undefined {
  if (url === undefined || !isShort(url)) return undefined;
  const asked = ['-url', quoted(url), ...storeWords(facts.policy), '-resp_text'].join(' ');
  return (
    issuerCommand(facts, certificate, `openssl ocsp -issuer /dev/stdin -serial 0x${certificate.serial} ${asked}`) ??
    `openssl ocsp -issuer issuer.pem -cert certificate.pem ${asked}`
  );
}

/** The line that asks the same source; a stapled answer comes from the server. Of a list: how old it is, or what it says about the certificate where it says something. */
export function sourceCommand(facts: ChainFacts, certificate: Certificate, { source, url, outcome }: RevocationCheck): string | undefined {
  if (source === 'stapled') return stapleCommand(facts);
  if (source !== 'crl') return ocspCommand(facts, certificate, url);
  if (url === undefined || !isShort(url)) return undefined;
  const line = `openssl crl -in ${quoted(url)} -noout`;
  return outcome === 'revoked' ? `${line} -text | grep -i -A 2 ': ${certificate.serial}$'` : `${line} -issuer -lastupdate -nextupdate`;
}

/** Of a stranger's certificate: only what a URL may be made of comes onto a line for a shell; neither program speaks https. */
const isShort = (url: string): boolean => url.length <= 512 && /^http:\/\/[\x21-\x7e]+$/.test(url);
