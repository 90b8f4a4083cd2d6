import type { Certificate } from './certificate';
import { findPaths, type Link, type Path, type PathEnd, type SignatureCheck, type TrustStore } from './path';
import { isFatal, type PathProblem, type Purpose, pathProblems } from './path-problems';
import { type ListProblem, leafIndex, listProblems, MOST_SENT, type Sent } from './sent-list';

export interface ChainQuestion {
  readonly sent: Sent;
  readonly store: TrustStore;
  /** Issuers that were fetched from the addresses which certificates name; empty where nobody asked for that. */
  readonly aia: readonly Certificate[];
  readonly purpose: Purpose;
  readonly now: Date;
  readonly checkSignature: SignatureCheck;
}

/** One way from the leaf upwards, and what is wrong with it. */
export interface JudgedPath {
  readonly links: readonly [Link, ...Link[]];
  readonly end: PathEnd;
  readonly problems: readonly PathProblem[];
}

export type ChainVerdict =
  | { readonly kind: 'no-leaf'; readonly list: readonly ListProblem[] }
  | {
      readonly kind: 'judged';
      /** The best path from the first certificate of the list, which is the one that a peer judges. */
      readonly path: JudgedPath;
      /** Other ways up: cross-signed issuers. */
      readonly alternatives: readonly JudgedPath[];
      readonly list: readonly ListProblem[];
      /** What was sent reaches an anchor of the store, or a certificate that signed itself. */
      readonly isComplete: boolean;
      /** What was sent makes a valid path to an anchor. The strength of keys and signatures does not enter. */
      readonly isTrusted: boolean;
      /** The list as it should have been sent: leaf first, without the root. As far as certificates for it are at hand. */
      readonly repaired: readonly Certificate[];
    };

/** Judges what a peer sent (RFC 5280 §6, without policies and without revocation). Names are another question: names.ts. */
export function judgeChain(question: ChainQuestion): ChainVerdict {
  const sent = question.sent.slice(0, MOST_SENT);
  const [first] = sent;
  if (first?.kind !== 'certificate') return { kind: 'no-leaf', list: listProblems(sent, [], question.now) };
  const asSent = judgePaths(first, { ...question, sent, aia: [] });
  const [bySent] = asSent;
  const isMissing = bySent.end.kind === 'missing';
  const judged = isMissing && question.aia.length > 0 ? judgePaths(first, { ...question, sent }) : asSent;
  const [path, ...alternatives] = judged;
  const leaf = sent[leafIndex(sent)];
  const own = leaf?.kind === 'certificate' && leaf !== first ? judgePaths(leaf, { ...question, sent })[0] : path;
  return {
    kind: 'judged',
    path,
    alternatives,
    list: listProblems(sent, own.links, question.now),
    isComplete: bySent.end.kind === 'anchor' || bySent.end.kind === 'self-signed',
    isTrusted: bySent.end.kind === 'anchor' && !bySent.problems.some(isFatal),
    repaired: withoutRoot(own),
  };
}

function judgePaths(
  leaf: Certificate,
  { sent, aia, store, checkSignature, now, purpose }: ChainQuestion,
): readonly [JudgedPath, ...JudgedPath[]] {
  const certificates = sent.filter((item) => item.kind === 'certificate');
  const judge = (path: Path): JudgedPath => ({ links: path.links, end: path.end, problems: pathProblems(path, { now, purpose }) });
  const [first, ...others] = findPaths({ certificate: leaf, from: 'sent' }, { sent: certificates, aia, store }, checkSignature);
  const [best, ...rest] = [judge(first), ...others.map(judge)].sort((a, b) => cost(a) - cost(b));
  return [best ?? judge(first), ...rest];
}

const ends = { anchor: 0, 'self-signed': 1000, missing: 2000, 'gave-up': 3000 } as const;

/** A client takes the path that works. Sorting is stable, so that among equals the one found first stays first. */
const cost = ({ end, problems }: JudgedPath): number =>
  ends[end.kind] +
  problems.filter(isFatal).length * 10 +
  Math.min(9, problems.length) +
  (end.kind === 'anchor' && !end.isSelfSigned ? 5 : 0);

const withoutRoot = ({ links, end }: JudgedPath): readonly Certificate[] => {
  const certificates = links.map(({ certificate }) => certificate);
  const isRootLast = links.length > 1 && (end.kind === 'self-signed' || end.kind === 'anchor');
  return isRootLast ? certificates.slice(0, -1) : certificates;
};
