import { type Certificate, isSelfIssued } from '../x509/certificate';
import type { JudgedPath } from '../x509/chain';
import { anchorOf, judgedPath } from './chain-words';
import type { ChainFacts } from './facts';

/** Why the chain ends where it does. One cause, so that one rule speaks of it. */
export type ChainEnd =
  /** At a root of the store. */
  | { readonly kind: 'trusted'; readonly root: Certificate }
  /** The store holds the server's own certificate. `isSelfSigned`: nobody else vouches for it. */
  | { readonly kind: 'pinned'; readonly isSelfSigned: boolean }
  | { readonly kind: 'self-signed-leaf' }
  /** `root`: as it was sent or fetched; `name` is known in any case, as its distinguished name. */
  | { readonly kind: 'unknown-root'; readonly last: Certificate; readonly root?: Certificate }
  /** The server left out the issuer of `below`. `found`: here it is; `url`: there it is published. */
  | { readonly kind: 'intermediate-missing'; readonly below: Certificate; readonly found?: Certificate; readonly url?: string }
  /** Issuers of that name are there, and another key signed. */
  | { readonly kind: 'other-key'; readonly below: Certificate; readonly candidates: readonly Certificate[] }
  /** More certificates of one name than a search may try. */
  | { readonly kind: 'gave-up' };

export function chainEnd(facts: ChainFacts): ChainEnd | undefined {
  const path = judgedPath(facts);
  if (!path) return undefined;
  const { links, end } = path;
  const last = links.at(-1)?.certificate ?? facts.leaf;
  const missing = leftOut(path, facts);
  if (missing) return missing;
  switch (end.kind) {
    case 'anchor':
      return links.length === 1 ? { kind: 'pinned', isSelfSigned: end.isSelfSigned } : { kind: 'trusted', root: last };
    case 'self-signed':
      return links.length === 1 ? { kind: 'self-signed-leaf' } : { kind: 'unknown-root', last, root: last };
    case 'gave-up':
      return { kind: 'gave-up' };
    case 'missing': {
      if (end.because.kind === 'other-key') return { kind: 'other-key', below: last, candidates: end.because.candidates };
      const [url] = end.aia;
      const isOnlyLeaf = links.length === 1;
      if (end.because.kind !== 'not-there' || isIssuedByRoot(facts, last, isOnlyLeaf)) return { kind: 'unknown-root', last };
      if (url === undefined && !isOnlyLeaf) return { kind: 'unknown-root', last };
      return { kind: 'intermediate-missing', below: last, ...(url !== undefined && { url }) };
    }
  }
}

/** The first link that the server should have sent and that was found elsewhere. A root need not be sent. */
function leftOut({ links, end }: JudgedPath, { helpers }: ChainFacts): ChainEnd | undefined {
  const fetched = links.findIndex(({ from }) => from === 'aia');
  const found = fetched > 0 ? links[fetched]?.certificate : end.kind === 'missing' ? helpers[0]?.certificate : undefined;
  const below = links.at(fetched > 0 ? fetched - 1 : -1)?.certificate;
  if (!below || !found || isSelfIssued(found)) return undefined;
  const url = below.caIssuers?.[0];
  return { kind: 'intermediate-missing', below, found, ...(url !== undefined && { url }) };
}

/** The anchor that the path would end at with what was found elsewhere. */
export function rootBeyond(facts: ChainFacts): Certificate | undefined {
  const { store, helpers } = facts;
  const top = helpers.at(-1)?.certificate;
  return anchorOf(facts) ?? (top && store.bySubject.get(top.issuer.key)?.[0]);
}

/**
 * Whether the issuer that is not at hand is a root. No public authority signs a server's certificate with one; above an intermediate most
 * issuers are, and then a store that holds the user's own choice lacks it, rather than the list.
 */
const isIssuedByRoot = ({ publicRoots, policy }: ChainFacts, { issuer }: Certificate, isLeaf: boolean): boolean =>
  (publicRoots?.bySubject.get(issuer.key) ?? []).length > 0 || (!isLeaf && policy.isPrivateStore);
