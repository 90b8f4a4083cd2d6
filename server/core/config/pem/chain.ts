import type { ChainFacts } from '../../probe/facts';
import { TLS12 } from '../../tls/versions';
import { isCa, isSelfIssued } from '../../x509/certificate';
import type { CertificateReader } from '../../x509/certificate-reader';
import { judgeChain } from '../../x509/chain';
import { trustStore } from '../../x509/path';
import type { Sent } from '../../x509/sent-list';
import type { PemFacts } from './facts';

/**
 * The certificates of a file as if a server had sent them, so that the rules about chains can judge them. Nothing is known of a name, of the
 * handshake, of revocation, nor of whom the peers trust: a root in the file counts as the end of the chain, and above an authority nothing is
 * missed. `fits`: the place of the certificate that the key in the file belongs to, -1 where that is not known. undefined: the list does not
 * begin with a certificate that can be read.
 */
export function chainOfFile(
  sent: Sent,
  {
    file,
    now,
    reader,
    fits = -1,
  }: { readonly file: string; readonly now: Date; readonly reader: CertificateReader; readonly fits?: number },
): ChainFacts | undefined {
  const [leaf] = sent;
  if (leaf?.kind !== 'certificate') return undefined;
  const roots = sent.slice(1).flatMap((one) => (one.kind === 'certificate' && isCa(one) && isSelfIssued(one) ? one : []));
  const store = trustStore('the file', roots);
  const verdict = judgeChain({ sent, store, aia: [], purpose: 'server', now, checkSignature: reader.checkSignature });
  return {
    server: file,
    isFile: true,
    sent,
    verdict,
    leaf,
    isNameGiven: false,
    store,
    helpers: [],
    openssl: { ok: true },
    revocation: { revocation: 'not-checked', checks: [] },
    askedForStaple: false,
    stapled: false,
    hasOtherScts: false,
    version: TLS12,
    suite: ECDHE_RSA_AES128_GCM,
    ...(fits > 0 && { handshakeSignature: { kind: 'bad', fits } }),
    purpose: 'server',
    policy: { names: 'chain-only', trust: [store.name], isPrivateStore: true, revocation: 'off', timeoutMs: 0 },
    now,
  };
}

const ECDHE_RSA_AES128_GCM = 0xc02f;

/** Which of the certificates a key in the file belongs to, from 0; -1: to none of them, or there is no key that can be read. */
export function fittingPlace(blocks: PemFacts['blocks']): number {
  const keys = new Set(blocks.flatMap((block) => (block.kind === 'key' ? (block.publicKey ?? []) : [])));
  const certificates = blocks.filter((block) => block.kind === 'certificate');
  return certificates.findIndex(({ publicKey }) => publicKey !== undefined && keys.has(publicKey));
}
