import type { RevocationCheck, RevocationFacts } from '#core/probe/revocation-facts';
import { visibleName } from '#core/text/visible-name';
import type { Certificate } from '#core/x509/certificate';
import { type Crl, type CrlFault, LARGEST_CRL, readCrl } from '#core/x509/crl';
import { judgeCrl } from '#core/x509/crl-verdict';
import { LARGEST_OCSP, readOcspResponse, writeOcspRequest } from '#core/x509/ocsp';
import { judgeOcsp } from '#core/x509/ocsp-verdict';
import { readPem } from '#core/x509/pem';
import type { RevocationVerdict } from '#core/x509/revocation';
import { certificateOf, checkSignature, checkSigned, digest } from './certificates';
import type { Limits } from './connect';
import { type Fetched, fetchBytes } from './http-fetch';

export interface RevocationQuestion {
  /** As built: leaf first, each certificate signed by the next one. The last is trusted, or nobody's, and not asked about. */
  readonly path: readonly Certificate[];
  /** The OCSP answer that came in the handshake. */
  readonly stapled: Uint8Array | undefined;
  /** Whom to ask, by consent only: it tells a third party what is looked at. `undefined`: nobody. */
  readonly online: OnlineMemory | undefined;
  readonly now: Date;
}

/** What was asked in one run, so that eight addresses with one certificate ask once. Made by `newMemory`. */
export interface OnlineMemory {
  readonly checks: Map<string, Promise<RevocationCheck>>;
  readonly lists: Map<string, Promise<FetchedList>>;
  /** Certificates of issuers, by URL (aia.ts). */
  readonly issuers: Map<string, Promise<Fetched>>;
}

export const newMemory = (): OnlineMemory => ({ checks: new Map(), lists: new Map(), issuers: new Map() });

/** Judges the stapled answer, and then asks the sources that the certificates name. Ends at the deadline with what was learnt. */
export async function checkRevocation({ path, stapled, online, now }: RevocationQuestion, limits: Limits): Promise<RevocationFacts> {
  const [leaf, issuer] = path;
  const first = leaf && stapled ? [judgeStapled({ leaf, issuer, stapled, now })] : [];
  const links = path.slice(0, -1).flatMap((certificate, i) => ({ certificate, issuer: path[i + 1] as Certificate }));
  const asked = online ? await Promise.all(links.map((link) => askSources({ ...link, now }, online, limits))) : [];
  const checks = [...first, ...asked.flat()];
  return { revocation: worst(path, checks, online !== undefined), checks };
}

interface Subject {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly now: Date;
}

const tools = { certificateOf, checkSignature, checkSigned, digest };

interface Stapled {
  readonly leaf: Certificate;
  readonly issuer: Certificate | undefined;
  readonly stapled: Uint8Array;
  readonly now: Date;
}

function judgeStapled({ leaf, issuer, stapled, now }: Stapled): RevocationCheck {
  const about = { certificate: leaf.sha256, source: 'stapled' } as const;
  if (!issuer)
    return { ...about, outcome: 'unavailable', why: 'It cannot be judged without the certificate of the issuer, which is missing.' };
  return { ...about, ...told(judgeOcsp(readOcspResponse(stapled), { certificate: leaf, issuer, now, tools })) };
}

/** The check has no field for the kind of fault. */
const told = ({ fault: _, ...verdict }: RevocationVerdict): Omit<RevocationVerdict, 'fault'> => verdict;

/** Of each kind so many are asked; real certificates name one or two. */
const MOST_SOURCES = 3;

/** One after another, OCSP first, until one says good or revoked. */
async function askSources(subject: Subject, memory: OnlineMemory, { deadline, signal }: Limits): Promise<readonly RevocationCheck[]> {
  const { ocsp = [], crls = [], sha256 } = subject.certificate;
  const sources = [
    ...[...new Set(ocsp)].slice(0, MOST_SOURCES).map((url) => ({ source: 'ocsp', url }) as const),
    ...[...new Set(crls)].slice(0, MOST_SOURCES).map((url) => ({ source: 'crl', url }) as const),
  ];
  const checks: RevocationCheck[] = [];
  for (const [i, { source, url }] of sources.entries()) {
    // A source that does not answer leaves time for those behind it.
    const start = performance.now();
    const limits = { deadline: start + Math.max(0, deadline - start) / (sources.length - i), signal };
    const key = `${sha256} ${source} ${url}`;
    const asking = memory.checks.get(key) ?? (source === 'ocsp' ? askOcsp(subject, url, limits) : askList(subject, url, memory, limits));
    memory.checks.set(key, asking);
    const check = await asking;
    checks.push(check);
    if (check.outcome === 'good' || check.outcome === 'revoked') break;
  }
  return checks;
}

async function askOcsp({ certificate, issuer, now }: Subject, url: string, limits: Limits): Promise<RevocationCheck> {
  const about = { certificate: certificate.sha256, source: 'ocsp', url } as const;
  const body = { type: 'application/ocsp-request', bytes: writeOcspRequest(certificate, issuer, digest) };
  const fetched = await fetchBytes({ url, body, most: LARGEST_OCSP }, limits);
  if (fetched.kind !== 'body') return { ...about, ...useless('The OCSP responder', url, fetched) };
  const { durationMs, bytes } = fetched;
  const verdict = judgeOcsp(readOcspResponse(bytes), { certificate, issuer, now, tools });
  const outcome = verdict.fault === 'no-answer' ? 'unavailable' : verdict.outcome;
  return { ...about, ...told(verdict), outcome, durationMs };
}

async function askList(
  { certificate, issuer, now }: Subject,
  url: string,
  { lists }: OnlineMemory,
  limits: Limits,
): Promise<RevocationCheck> {
  const about = { certificate: certificate.sha256, source: 'crl', url } as const;
  const fetching = lists.get(url) ?? fetchList(url, limits);
  remember(lists, url, fetching);
  const fetched = await fetching;
  if (fetched.kind !== 'list') return { ...about, ...useless('The revocation list', url, fetched) };
  return { ...about, ...told(judgeCrl(fetched.list, { certificate, issuer, now, tools })), durationMs: fetched.durationMs };
}

type FetchedList =
  | { readonly kind: 'list'; readonly list: Crl | CrlFault; readonly durationMs: number }
  | Exclude<Fetched, { kind: 'body' }>;

async function fetchList(url: string, limits: Limits): Promise<FetchedList> {
  const fetched = await fetchBytes({ url, most: LARGEST_CRL }, limits);
  if (fetched.kind !== 'body') return fetched;
  return { kind: 'list', list: readCrl(inDer(fetched.bytes)), durationMs: fetched.durationMs };
}

/** DER by the book (RFC 5280 §4.2.1.13); some publish PEM. */
function inDer(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x2d) return bytes;
  const block = readPem(Buffer.from(bytes).toString('latin1')).find(({ label }) => label === 'X509 CRL');
  return block?.kind === 'other' ? block.der : bytes;
}

/** A list may have 16 MB; the oldest ones give way. */
const MOST_LISTS = 8;

function remember(lists: OnlineMemory['lists'], url: string, fetching: Promise<FetchedList>): void {
  lists.set(url, fetching);
  const [oldest] = lists.keys();
  if (lists.size > MOST_LISTS && oldest !== undefined) lists.delete(oldest);
}

function useless(
  what: string,
  url: string,
  fetched: Exclude<Fetched, { kind: 'body' }>,
): Pick<RevocationCheck, 'outcome' | 'why' | 'durationMs'> {
  const at = URL.canParse(url) ? new URL(url).host : '';
  const why = `${what} at ${visibleName(at || url, 100)} is of no use: ${fetched.why}.`;
  return { outcome: 'unavailable', why, ...(fetched.kind === 'failed' && { durationMs: fetched.durationMs }) };
}

const ranks = ['good', 'unavailable', 'unknown', 'revoked'] as const;

/** Of each certificate its clearest word counts, of all certificates the worst. Who was not asked about says nothing, but for the leaf. */
function worst(
  [leaf, issuer]: readonly Certificate[],
  checks: readonly RevocationCheck[],
  isOnline: boolean,
): RevocationFacts['revocation'] {
  const words = new Map<string, (typeof ranks)[number]>();
  for (const { certificate } of checks) words.set(certificate, clearest(checks.filter((check) => check.certificate === certificate)));
  if (leaf && !words.has(leaf.sha256)) {
    if (words.size === 0 && (!isOnline || !issuer)) return 'not-checked';
    words.set(leaf.sha256, 'unavailable');
  }
  return ranks[Math.max(...[...words.values()].map((word) => ranks.indexOf(word)))] ?? 'not-checked';
}

function clearest(checks: readonly RevocationCheck[]): (typeof ranks)[number] {
  const says = (outcome: RevocationCheck['outcome']): boolean => checks.some((check) => check.outcome === outcome);
  if (says('revoked')) return 'revoked';
  if (says('good')) return 'good';
  return says('unknown') ? 'unknown' : 'unavailable';
}
