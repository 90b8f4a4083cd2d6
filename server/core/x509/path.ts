import { type Certificate, isSelfIssued } from './certificate';
import { isSame } from './der';

/** Where a certificate of a path was found. */
export type Origin = 'sent' | 'store' | 'aia';
export interface Link {
  readonly certificate: Certificate;
  readonly from: Origin;
}

/** Is the signature of the certificate made with the key of this issuer? `unsupported`: this side does not know the algorithm. */
export type SignatureCheck = (certificate: Certificate, issuer: Certificate) => 'good' | 'bad' | 'unsupported';

/** The certificates that are trusted without proof. */
export interface TrustStore {
  /** As reports call it: `Node 20.20.2`, `/etc/ssl/certs`. */
  readonly name: string;
  /** By the normal form of the subject. */
  readonly bySubject: Pick<ReadonlyMap<string, readonly Certificate[]>, 'get'>;
  readonly fingerprints: Pick<ReadonlySet<string>, 'has'>;
  /** The normal forms of all subjects; absent where a store cannot list them. */
  readonly subjects?: () => Iterable<string>;
}

export function trustStore(name: string, anchors: readonly Certificate[]): TrustStore {
  const groups = bySubject(anchors, (anchor) => anchor);
  return { name, bySubject: groups, fingerprints: new Set(anchors.map(({ sha256 }) => sha256)), subjects: () => groups.keys() };
}

function bySubject<Item>(items: readonly Item[], certificateOf: (item: Item) => Certificate): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const { key } = certificateOf(item).subject;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** How a path ends above its last certificate. */
export type PathEnd =
  /** In the store. `isSelfSigned`: false is an intermediate that somebody trusts; OpenSSL wants to be told (partial chain). */
  | { readonly kind: 'anchor'; readonly isSelfSigned: boolean }
  /** A root, or a leaf that signed itself, and nobody here trusts it. */
  | { readonly kind: 'self-signed' }
  | { readonly kind: 'missing'; readonly issuer: string; readonly aia: readonly string[]; readonly because: Missing }
  /** More certificates of one name than a search may try. */
  | { readonly kind: 'gave-up'; readonly checks: number };
export type Missing =
  /** No certificate of that name was sent, and none is in the store. */
  | { readonly kind: 'not-there' }
  /** Certificates of that name are there, and the signature is of another key: another generation of the same CA, or a forgery. */
  | { readonly kind: 'other-key'; readonly candidates: readonly Certificate[] }
  | { readonly kind: 'loop' }
  | { readonly kind: 'too-long' };

export interface Path {
  readonly links: readonly [Link, ...Link[]];
  readonly end: PathEnd;
  /** Links whose signature could not be checked here: indexes of the certificates below. */
  readonly unchecked: readonly number[];
}

/** Bounds on what a hostile list may cost. A real one needs three checks, and has one path, or two. */
const MOST_CHECKS = 200;
const MOST_PATHS = 16;
const LONGEST_PATH = 12;

export interface Pool {
  readonly sent: readonly Certificate[];
  readonly aia: readonly Certificate[];
  readonly store: TrustStore;
}

/** Every way up from the leaf, the shortest to an anchor first, within the bounds. There is always one, and be it the leaf alone. */
export function findPaths(leaf: Link, pool: Pool, check: SignatureCheck): readonly [Path, ...Path[]] {
  const search = new Search(pool, check);
  search.climb([leaf], []);
  const [first, ...others] = search.paths.toSorted(byWorth);
  return [first ?? { links: [leaf], end: { kind: 'gave-up', checks: search.checks }, unchecked: [] }, ...others];
}

const ranks = { anchor: 0, 'self-signed': 1, missing: 2, 'gave-up': 3 } as const;

/** Of two ways to an anchor the shorter one is better; of two that end nowhere the longer one says more. */
function byWorth(a: Path, b: Path): number {
  const longer = a.links.length - b.links.length;
  return ranks[a.end.kind] - ranks[b.end.kind] || (a.end.kind === 'anchor' ? longer : -longer);
}

class Search {
  readonly paths: Path[] = [];
  checks = 0;
  private readonly pool: Pool;
  private readonly bySubject: Map<string, Link[]>;
  private readonly check: SignatureCheck;
  private readonly known = new Map<string, ReturnType<SignatureCheck>>();

  constructor(pool: Pool, check: SignatureCheck) {
    this.pool = pool;
    this.check = check;
    const links = [...pool.sent.map(from('sent')), ...pool.aia.map(from('aia'))].filter(
      ({ certificate }) => !pool.store.fingerprints.has(certificate.sha256),
    );
    const unique = new Map(links.toReversed().map((link) => [link.certificate.sha256, link]));
    this.bySubject = bySubject([...unique.values()].reverse(), ({ certificate }) => certificate);
  }

  climb(links: readonly [Link, ...Link[]], unchecked: readonly number[]): void {
    if (this.paths.length >= MOST_PATHS) return;
    const { certificate } = links.at(-1) ?? links[0];
    const finish = (end: PathEnd) => void this.paths.push({ links, end, unchecked });
    const isAnchor = this.pool.store.fingerprints.has(certificate.sha256);
    const byItself = isSelfIssued(certificate) ? this.verify(certificate, certificate) : 'bad';
    // What an anchor signed itself with proves nothing, so that an algorithm unknown here is no matter.
    const isSelfSigned = byItself === 'good' || (isAnchor && byItself === 'unsupported');
    if (isAnchor) finish({ kind: 'anchor', isSelfSigned });
    else if (isSelfSigned) finish({ kind: 'self-signed' });
    if (isSelfSigned) return;

    const before = this.paths.length;
    const because = this.climbToIssuers(links, unchecked);
    // Above an anchor nothing is missing.
    if (this.paths.length > before || isAnchor) return;
    if (because.kind === 'gave-up') finish(because);
    else finish({ kind: 'missing', issuer: certificate.issuer.text, aia: certificate.caIssuers ?? [], because });
  }

  /** Tries every issuer; returns why there is no way on, in case that none led anywhere. */
  private climbToIssuers(links: readonly [Link, ...Link[]], unchecked: readonly number[]): Missing | (PathEnd & { kind: 'gave-up' }) {
    const { certificate } = links.at(-1) ?? links[0];
    if (links.length >= LONGEST_PATH) return { kind: 'too-long' };
    const candidates = this.issuersOf(certificate);
    const fresh = candidates.filter((candidate) => !links.some((link) => isSameKey(link.certificate, candidate.certificate)));
    let isOutOfChecks = false;
    for (const issuer of fresh) {
      const outcome = this.verify(certificate, issuer.certificate);
      if (outcome === 'good') this.climb([...links, issuer], unchecked);
      if (outcome === 'unsupported') this.climb([...links, issuer], [...unchecked, links.length - 1]);
      isOutOfChecks ||= outcome === undefined;
    }
    if (isOutOfChecks) return { kind: 'gave-up', checks: this.checks };
    if (fresh.length > 0) return { kind: 'other-key', candidates: fresh.map((link) => link.certificate) };
    return { kind: candidates.length > 0 ? 'loop' : 'not-there' };
  }

  /** Anchors first; then those whose key identifier fits; then those that end last. */
  private issuersOf({ issuer, authorityKeyId }: Certificate): readonly Link[] {
    const anchors = (this.pool.store.bySubject.get(issuer.key) ?? []).map(from('store'));
    const fits = ({ certificate: { subjectKeyId } }: Link) =>
      authorityKeyId === undefined || subjectKeyId === undefined ? 1 : authorityKeyId === subjectKeyId ? 0 : 2;
    const byFit = (a: Link, b: Link) => fits(a) - fits(b) || b.certificate.notAfter.getTime() - a.certificate.notAfter.getTime();
    return [...anchors.toSorted(byFit), ...(this.bySubject.get(issuer.key) ?? []).toSorted(byFit)];
  }

  /** Undefined when the checks are used up. */
  private verify(certificate: Certificate, issuer: Certificate): ReturnType<SignatureCheck> | undefined {
    const pair = `${certificate.sha256} ${issuer.sha256}`;
    const known = this.known.get(pair);
    if (known || this.checks >= MOST_CHECKS) return known;
    this.checks++;
    const outcome = this.check(certificate, issuer);
    this.known.set(pair, outcome);
    return outcome;
  }
}

const from =
  (origin: Origin) =>
  (certificate: Certificate): Link => ({ certificate, from: origin });

/** One CA, however often it was certified: a path that meets it twice goes in circles. */
export const isSameKey = (a: Certificate, b: Certificate): boolean =>
  a.sha256 === b.sha256 || (a.subject.key === b.subject.key && isSame(a.key.der, b.key.der));
