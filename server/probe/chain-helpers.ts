import type { ChainFacts, EndpointFacts } from '#core/probe/facts';
import type { Certificate } from '#core/x509/certificate';
import { judgeChain } from '#core/x509/chain';
import { checkSignature } from './certificates';

/**
 * Looks for issuers that one address does not send among what the others send: with them it can be said what exactly is missing there,
 * and what the list should be. The verdict on what was sent stays as it is.
 */
export function withHelpers(endpoints: readonly EndpointFacts[]): readonly EndpointFacts[] {
  if (!endpoints.some(({ chain }) => isCut(chain)) || endpoints.length < 2) return endpoints;
  return endpoints.map((endpoint) => {
    const { chain } = endpoint;
    if (!chain || !isCut(chain)) return endpoint;
    const helpers = helpersFor(chain, endpoints);
    return helpers.length === 0 ? endpoint : { ...endpoint, chain: { ...chain, helpers: [...chain.helpers, ...helpers] } };
  });
}

const isCut = (chain: ChainFacts | undefined): boolean => chain?.verdict.kind === 'judged' && chain.verdict.path.end.kind === 'missing';

function helpersFor({ sent, store, purpose, now }: ChainFacts, endpoints: readonly EndpointFacts[]): ChainFacts['helpers'] {
  const own = new Set(sent.flatMap((one) => (one.kind === 'certificate' ? one.sha256 : [])));
  const others = new Map<string, { certificate: Certificate; from: string }>();
  for (const { chain, socket } of endpoints)
    for (const certificate of chain?.sent ?? [])
      if (certificate.kind === 'certificate' && !own.has(certificate.sha256) && !others.has(certificate.sha256))
        others.set(certificate.sha256, { certificate, from: socket });
  if (others.size === 0) return [];
  const aia = [...others.values()].map(({ certificate }) => certificate);
  const verdict = judgeChain({ sent, store, aia, purpose, now, checkSignature });
  if (verdict.kind !== 'judged') return [];
  return verdict.path.links.flatMap(({ certificate, from }) => (from === 'aia' ? (others.get(certificate.sha256) ?? []) : []));
}
