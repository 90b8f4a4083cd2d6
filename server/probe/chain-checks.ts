import type { RevocationFacts } from '#core/probe/revocation-facts';
import { judgeChain } from '#core/x509/chain';
import type { TrustStore } from '#core/x509/path';
import { type CompletedChain, completeByAia } from './aia';
import { certificateOf, checkSignature } from './certificates';
import type { Limits } from './connect';
import type { SeenEndpoint } from './endpoint';
import { checkRevocation, type OnlineMemory } from './revocation';

/** What is learnt of a chain beyond the handshake: a stapled answer always, all else by consent. */
export interface ChainChecks {
  readonly revocation: RevocationFacts;
  /** Where an issuer was fetched: the chain as it is with it. */
  readonly completed?: CompletedChain;
}

export interface CheckOptions {
  readonly store: TrustStore;
  readonly now: Date;
  /** undefined: nobody is asked. */
  readonly online: OnlineMemory | undefined;
}

/** undefined: there is nothing to check. */
export async function checkChain(
  seen: SeenEndpoint,
  { store, now, online }: CheckOptions,
  limits: Limits,
): Promise<ChainChecks | undefined> {
  const certificates = (seen.conversation ?? seen.handshake?.conversation)?.serverCertificates;
  if (certificates?.kind !== 'sent' || (!certificates.stapled && !online)) return undefined;
  const sent = certificates.certificates.map(({ der }) => certificateOf(der));
  const question = { sent, store, aia: [], purpose: 'server', now, checkSignature } as const;
  const completed = online ? await completeByAia(question, online, limits) : undefined;
  const verdict = completed?.verdict ?? judgeChain(question);
  if (verdict.kind !== 'judged') return undefined;
  const path = verdict.path.links.map(({ certificate }) => certificate);
  const revocation = await checkRevocation({ path, stapled: certificates.stapled, online, now }, limits);
  return { revocation, ...(completed && completed.fetched.length > 0 ? { completed } : {}) };
}
