import { visibleName } from '#core/text/visible-name';
import type { Certificate } from '#core/x509/certificate';
import { contentsOf } from '#core/x509/certificate-file';
import { type ChainQuestion, type ChainVerdict, judgeChain } from '#core/x509/chain';
import { certificateOf } from './certificates';
import type { Limits } from './connect';
import { fetchBytes } from './http-fetch';
import type { OnlineMemory } from './revocation';

/** A chain with the issuers that were fetched for it. */
export interface CompletedChain {
  readonly verdict: ChainVerdict;
  /** Issuers that were missing, and the URL of each. */
  readonly fetched: readonly { readonly certificate: Certificate; readonly from: string }[];
  /** What became of each URL that was asked, in order. */
  readonly fetches: readonly IssuerFetch[];
}

export interface IssuerFetch {
  /** SHA-256 of the certificate whose issuer was wanted. */
  readonly of: string;
  readonly url: string;
  /** other: what is there did not issue it. */
  readonly outcome: 'issuer' | 'other' | 'unreadable' | 'unavailable';
  /** One sentence for people. */
  readonly why: string;
  readonly durationMs?: number;
}

const MOST_HOPS = 3;
/** Of one certificate; real ones name one or two. */
const MOST_URLS = 3;
/** An issuer has 1 to 3 KB; the bags of some authorities hold a dozen. */
const MOST_OCTETS = 100_000;

/**
 * Fetches what is missing from the URLs that the certificates name (caIssuers, RFC 5280 §4.2.2.1), up to three steps, and judges anew. Only
 * by consent: it tells a third party what is looked at. What was sent stays judged as it was sent.
 */
export async function completeByAia(question: ChainQuestion, memory: OnlineMemory, limits: Limits): Promise<CompletedChain> {
  const fetched: { certificate: Certificate; from: string }[] = [];
  const fetches: IssuerFetch[] = [];
  const judge = (): ChainVerdict => judgeChain({ ...question, aia: [...question.aia, ...fetched.map(({ certificate }) => certificate)] });
  let verdict = judge();
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const top = verdict.kind === 'judged' && verdict.path.end.kind === 'missing' ? verdict.path.links.at(-1)?.certificate : undefined;
    const found = top && (await fetchIssuer(top, { question, memory, limits, fetches }));
    if (!found || fetched.some(({ certificate }) => certificate.sha256 === found.certificate.sha256)) break;
    fetched.push(found);
    verdict = judge();
  }
  return { verdict, fetched, fetches };
}

interface Search {
  readonly question: ChainQuestion;
  readonly memory: OnlineMemory;
  readonly limits: Limits;
  readonly fetches: IssuerFetch[];
}

async function fetchIssuer(top: Certificate, search: Search): Promise<{ certificate: Certificate; from: string } | undefined> {
  const urls = [...new Set(top.caIssuers)].slice(0, MOST_URLS);
  for (const [i, url] of urls.entries()) {
    const start = performance.now();
    const { deadline, signal } = search.limits;
    // A server that does not answer leaves time for those behind it.
    const limits = { deadline: start + Math.max(0, deadline - start) / (urls.length - i), signal };
    const { certificate, ...fetch } = await issuerAt(url, top, { ...search, limits });
    search.fetches.push(fetch);
    if (certificate) return { certificate, from: url };
  }
  return undefined;
}

async function issuerAt(
  url: string,
  top: Certificate,
  { question, memory, limits }: Search,
): Promise<IssuerFetch & { readonly certificate?: Certificate }> {
  const fetching = memory.issuers.get(url) ?? fetchBytes({ url, most: MOST_OCTETS }, limits);
  memory.issuers.set(url, fetching);
  const answer = await fetching;
  const about = { of: top.sha256, url };
  const place = visibleName(URL.canParse(url) ? new URL(url).host : url, 100);
  if (answer.kind !== 'body') {
    const why = `The issuer could not be fetched from ${place}: ${answer.why}.`;
    return { ...about, outcome: 'unavailable', why, ...(answer.kind === 'failed' && { durationMs: answer.durationMs }) };
  }
  const { bytes, durationMs } = answer;
  const certificates = contentsOf(bytes)
    .certificates.map(certificateOf)
    .filter((one) => one.kind === 'certificate');
  const [first] = certificates;
  if (!first) return { ...about, outcome: 'unreadable', why: `What ${place} publishes is no certificate that can be read.`, durationMs };
  const certificate = certificates.find((one) => one.subject.key === top.issuer.key && question.checkSignature(top, one) === 'good');
  if (certificate) return { ...about, outcome: 'issuer', why: `${place} publishes ${certificate.subject.text}.`, durationMs, certificate };
  const isNamed = certificates.some((one) => one.subject.key === top.issuer.key);
  const why = isNamed
    ? `${place} publishes a certificate of that name with another key; it did not issue ${top.subject.text}.`
    : `${place} publishes ${first.subject.text}, which did not issue ${top.subject.text}.`;
  return { ...about, outcome: 'other', why, durationMs };
}
