import type { Place } from '../../contracts';
import { enumerated } from '../text/enumerated';
import { visibleName } from '../text/visible-name';
import { versions, versionWord } from '../tls/versions';
import { hasCommonName } from '../x509/distinguished-name';
import { chainEnd } from './chain-end';
import { anchorOf, judgedPath, nameOf, placeOf, problemsOf, quotedName } from './chain-words';
import { distrustOf } from './distrusted-roots';
import type { ChainFacts } from './facts';
import type { Provider, ProviderNote, ProviderRoot } from './provider';

/** What a provider says of itself or asks of its customers, and what was found instead. */
export interface UnmetExpectation {
  /** What the provider does or wants: a clause without its dot. */
  readonly fact: string;
  /** The day of which the source speaks, or the day from which on, ISO 8601. */
  readonly since: string;
  /** The field of the provider that says so; its notes name their sources by these. */
  readonly about: string;
  readonly found: string;
  readonly at?: Place;
  readonly severity?: 'info';
}

export function unmetExpectations(facts: ChainFacts, provider: Provider): readonly UnmetExpectation[] {
  return facts.purpose === 'server'
    ? [...otherRoot(facts, provider), ...missingRoots(facts, provider), ...oldVersion(facts, provider)]
    : ofCustomer(facts, provider);
}

function currentRoots({ now }: ChainFacts, { roots = [] }: Provider): readonly ProviderRoot[] {
  const day = now.toISOString().slice(0, 10);
  return roots.filter(({ from, until }) => (from === undefined || from <= day) && (until === undefined || until > day));
}

/** The last day on which one of them came. */
const latest = (roots: readonly ProviderRoot[], provider: Provider): string =>
  roots
    .flatMap(({ from }) => from ?? [])
    .toSorted()
    .at(-1) ?? knownSince(provider, 'roots');

const knownSince = (provider: Provider, field: string): string => sourceOf(provider, field)?.asOf ?? provider.asOf;

/** Where it is from that the field says so. */
export const sourceOf = ({ notes }: Provider, field: string): ProviderNote | undefined => notes.find(({ about }) => about?.includes(field));

const namesOf = (roots: readonly ProviderRoot[]): string => enumerated(roots.map(({ commonName }) => quotedName(commonName)));

function otherRoot(facts: ChainFacts, provider: Provider): UnmetExpectation[] {
  const root = anchorOf(facts);
  const current = currentRoots(facts, provider);
  if (!root || !provider.roots || current.some(({ commonName }) => hasCommonName(root.subject.key, commonName))) return [];
  // What is known to be left is told by the rule on such roots.
  if (distrustOf(root, provider.id)) return [];
  const fact = current.length > 0 ? `its certificates lead to ${namesOf(current)}` : 'none of the roots known of it is in use any more';
  const ended = provider.roots.find(({ commonName, until }) => until !== undefined && hasCommonName(root.subject.key, commonName));
  const since = ended?.until ?? latest(current, provider);
  return [{ fact, since, about: 'roots', found: `the path ends at ${nameOf(root)}`, at: placeOf(facts, root) }];
}

/** The one that the chain leads to is told of by the rule on unknown roots. */
function missingRoots(facts: ChainFacts, provider: Provider): UnmetExpectation[] {
  const subjects = [...(facts.store.subjects?.() ?? [])];
  const end = chainEnd(facts);
  const told = end?.kind === 'unknown-root' ? (end.root?.subject ?? end.last.issuer).key : '';
  const missing = currentRoots(facts, provider).filter(
    ({ commonName }) => ![told, ...subjects].some((subject) => hasCommonName(subject, commonName)),
  );
  if (missing.length === 0 || !facts.store.subjects) return [];
  const [it, that] = missing.length === 1 ? ['it', 'that name'] : ['them', 'those names'];
  return [
    {
      fact: `its addresses may show certificates under ${namesOf(missing)}`,
      since: latest(missing, provider),
      about: 'roots',
      found: `none of ${that} is trusted, so that a peer behind ${it} would be refused`,
    },
  ];
}

function oldVersion({ version }: ChainFacts, provider: Provider): UnmetExpectation[] {
  const least = versions.find(({ name }) => name === provider.minVersion);
  if (!least || version >= least.code) return [];
  const about = 'minVersion';
  return [
    {
      fact: `it speaks ${versionWord(least.code)} or newer`,
      since: knownSince(provider, about),
      about,
      found: `${versionWord(version)} was agreed upon`,
    },
  ];
}

function ofCustomer(facts: ChainFacts, provider: Provider): UnmetExpectation[] {
  const { leaf } = facts;
  const { customer = {} } = provider;
  const unmet: UnmetExpectation[] = [];
  const tell = (field: keyof typeof customer, fact: string, found: string, severity?: 'info'): void => {
    const about = `customer.${field}`;
    unmet.push({ fact, since: knownSince(provider, about), about, found, ...(severity && { severity }) });
  };
  const { authorities } = customer;
  const issuers = (judgedPath(facts)?.links ?? []).map(({ certificate }) => certificate.issuer.text);
  const isListed = authorities?.some((authority) => issuers.some((issuer) => issuer.toLowerCase().includes(authority.toLowerCase())));
  if (authorities && !isListed)
    tell(
      'authorities',
      `it takes certificates of ${enumerated(authorities.map(quotedName), 8)} only`,
      `the certificate was issued under ${visibleName(issuers.at(-1) ?? leaf.issuer.text, 120)}`,
    );
  const names = (leaf.subjectAltNames ?? []).flatMap(({ type, value }) => (type === 'dns' ? value : []));
  const [wildcard] = names;
  if (customer.acceptsWildcard === false && wildcard !== undefined && names.every((name) => name.includes('*')))
    tell('acceptsWildcard', 'it takes no wildcard', `the certificate names ${visibleName(wildcard, 120)}`);
  // Where nobody accepts the purpose, a rule of its own says so.
  const lacksPurpose = problemsOf(facts, 'purpose').some(({ problem }) => problem.depth === 0 && problem.accepted !== 'nobody');
  if (customer.needsClientAuth && lacksPurpose)
    tell('needsClientAuth', 'it wants clientAuth among the purposes', `they are ${enumerated(leaf.extendedKeyUsage ?? [])}`);
  if (customer.clientCertificate === 'not-used')
    tell('clientCertificate', 'it asks for no client certificate', `${nameOf(leaf)} is set up to be shown`, 'info');
  return unmet;
}
