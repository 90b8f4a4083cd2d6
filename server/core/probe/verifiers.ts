import { enumerated } from '../text/enumerated';
import { TLS12, versionWord } from '../tls/versions';
import type { ChainFacts, EndpointFacts, TlsFacts } from './facts';
import type { Opinion } from './verifier-checks';
import { type Verifier, verifiers } from './verifier-table';

/** What verifiers may look at. */
export interface VerifierFacts {
  readonly chain: ChainFacts;
  /** What the server takes of each version; a version that is not in it was not tried. */
  readonly versions: ReadonlyMap<number, 'accepted' | 'refused' | 'unknown'>;
  readonly clientCertificate: TlsFacts['clientCertificate'];
}

export interface VerifierVerdict {
  readonly id: string;
  readonly title: string;
  /** null: cannot be told from what was seen. */
  readonly accepts: boolean | null;
  readonly why: string;
}

/** Undefined where no certificate was seen. */
export function verifierFactsOf({ chain, tls, enumeration }: EndpointFacts): VerifierFacts | undefined {
  if (!chain) return undefined;
  const versions = enumeration?.versions ?? new Map([[chain.version, 'accepted' as const]]);
  return { chain, versions, clientCertificate: tls?.clientCertificate ?? 'cannot-tell' };
}

/** Which common SIP stacks and services would accept what was seen, by their documented checks; as they come where a check can be switched. */
export const judgeVerifiers = (facts: VerifierFacts): readonly VerifierVerdict[] =>
  verifiers.map((verifier) => ({ id: verifier.id, title: verifier.title, ...judge(verifier, facts) }));

type Verdict = Pick<VerifierVerdict, 'accepts' | 'why'>;

/** Whether it gets as far as the certificates, and then what it makes of them. */
function judge(verifier: Verifier, facts: VerifierFacts): Verdict {
  const reach = worst([versionOpinion(verifier, facts), mutualOpinion(verifier, facts)]);
  const strict = worst([verifier.chain(facts.chain), verifier.name?.(facts.chain) ?? { accepts: true }]);
  const verdict = asItComes(verifier, strict);
  if (reach.accepts || (reach.accepts === null && verdict.accepts === false)) return verdict;
  return { accepts: reach.accepts, why: reach.why };
}

function asItComes({ verifies, name }: Verifier, strict: Opinion): Verdict {
  const checks = name ? 'Checks chain and name' : 'Checks the chain, not the name';
  const why = strict.accepts ? '' : strict.why;
  const good = name ? 'both are good' : 'it is good';
  switch (verifies.kind) {
    case 'always':
      return { accepts: strict.accepts, why: strict.accepts ? `${checks}: ${good}.` : `${checks}. ${why}` };
    case 'off': {
      const then = strict.accepts
        ? 'Then it would accept this.'
        : strict.accepts === null
          ? `Then it cannot be told. ${why}`
          : `Then it would refuse. ${why}`;
      return { accepts: true, why: `Checks nothing unless ${verifies.setting}. ${then}` };
    }
    case 'ca-file':
      if (strict.accepts) return { accepts: true, why: `${checks} where ${verifies.setting} is set: ${good}.` };
      return {
        accepts: null,
        why: `${checks} only where ${verifies.setting} is set. ${strict.accepts === false ? 'Then it would refuse. ' : ''}${why}`,
      };
    case 'not-known':
      if (strict.accepts) return { accepts: true, why: `${verifies.saying}; the chain is good in any case.` };
      return { accepts: null, why: `${verifies.saying}. A check would meet this: ${why}` };
  }
}

/** A refusal decides, then what cannot be told. */
function worst(opinions: readonly Opinion[]): Opinion {
  const refusal = opinions.find(({ accepts }) => accepts === false);
  return refusal ?? opinions.find(({ accepts }) => accepts === null) ?? { accepts: true };
}

/** A server that takes old versions only is out of reach of those that speak none. */
function versionOpinion({ oldest }: Verifier, { versions }: VerifierFacts): Opinion {
  const known = [...versions].filter(([, answer]) => answer !== 'refused');
  const needed = oldest ?? TLS12;
  if (known.some(([version, answer]) => answer === 'accepted' && version >= needed)) return { accepts: true };
  const taken = enumerated(known.filter(([, answer]) => answer === 'accepted').map(([version]) => versionWord(version)));
  const isWhole = versions.size > 1 && known.every(([, answer]) => answer === 'accepted');
  if (!isWhole) return { accepts: null, why: `Of this server only ${taken || 'no version'} is known; newer versions were not tried.` };
  if (oldest === undefined)
    return { accepts: null, why: `This server takes ${taken} only; whether that is spoken is up to the TLS library and the system.` };
  return { accepts: false, why: `Speaks ${versionWord(oldest)} or newer, and this server takes ${taken} only.` };
}

function mutualOpinion({ isWithoutCertificate }: Verifier, { clientCertificate }: VerifierFacts): Opinion {
  if (!isWithoutCertificate || clientCertificate !== 'required') return { accepts: true };
  return { accepts: false, why: 'The server demands a client certificate, and it has none to show.' };
}
