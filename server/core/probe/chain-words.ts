import type { Place } from '../../contracts';
import { counted } from '../text/counted';
import { visibleName, visibleNames } from '../text/visible-name';
import type { Certificate } from '../x509/certificate';
import type { JudgedPath } from '../x509/chain';
import type { DistinguishedName } from '../x509/distinguished-name';
import { addressBytes } from '../x509/ip-address';
import { isHostName } from '../x509/names';
import type { PathProblem } from '../x509/path-problems';
import { namedStore, sClient } from './commands';
import type { ChainFacts } from './facts';

/** What several rules about chains ask of the facts, and how they put it into words. */

/**
 * The best path up from the server's own certificate. Undefined where the list begins with another one: what a peer makes of that says
 * nothing more, once it was said.
 */
export function judgedPath(facts: ChainFacts): JudgedPath | undefined {
  return facts.verdict.kind === 'judged' && ownIndex(facts) === 0 ? facts.verdict.path : undefined;
}

/** Where the server's own certificate stands in the list: 0, unless it begins with a CA, and another is meant. */
export function ownIndex({ verdict, sent, names, handshakeSignature: signature }: ChainFacts): number {
  if (signature?.kind === 'bad' && signature.fits !== undefined) return signature.fits;
  const wrong = verdict.list.find((problem) => problem.kind === 'leaf-not-first');
  if (wrong) return wrong.leaf;
  const [first] = sent;
  if (sent.length < 2 || first?.kind !== 'certificate' || !first.basicConstraints?.isCa) return 0;
  if (!names || names.rfc5922.matches || names.practice.matches) return 0;
  const named = sent.findIndex((item) => item.kind === 'certificate' && !item.basicConstraints?.isCa && namesHost(item, names.reference));
  return Math.max(0, named);
}

const namesHost = ({ subjectAltNames = [] }: Certificate, host: string): boolean =>
  subjectAltNames.some(({ type, value }) => type === 'dns' && value.toLowerCase() === host.toLowerCase());

/** A problem of the best path, and the certificate that has it. */
export interface Found<Kind extends PathProblem['kind']> {
  readonly problem: PathProblem & { readonly kind: Kind };
  readonly certificate: Certificate;
}

export function problemsOf<Kind extends PathProblem['kind']>(facts: ChainFacts, kind: Kind): readonly Found<Kind>[] {
  const path = judgedPath(facts);
  const isOfKind = (problem: PathProblem): problem is PathProblem & { readonly kind: Kind } => problem.kind === kind;
  return (path?.problems ?? []).filter(isOfKind).flatMap((problem) => {
    const certificate = path?.links[problem.depth]?.certificate;
    return certificate ? { problem, certificate } : [];
  });
}

/** The anchor that the best path ends at. */
export function anchorOf(facts: ChainFacts): Certificate | undefined {
  const path = judgedPath(facts);
  return path?.end.kind === 'anchor' ? path.links.at(-1)?.certificate : undefined;
}

/** Does everybody trust it? Where this runtime knows no public roots: whatever is in a store that is not the user's own. */
export const isPublic = ({ publicRoots, policy }: ChainFacts, root: Certificate): boolean =>
  publicRoots ? publicRoots.fingerprints.has(root.sha256) : !policy.isPrivateStore;

/** Its first place in the list as sent. */
export function indexOf({ sent }: ChainFacts, { sha256 }: Certificate): number | undefined {
  const index = sent.findIndex((item) => item.kind === 'certificate' && item.sha256 === sha256);
  return index < 0 ? undefined : index;
}

/** For the report: the place in the list of the server; nothing of a store, nor of this side's own certificates. */
export function placeOf(facts: ChainFacts, certificate: Certificate): Place {
  const index = facts.purpose === 'server' ? indexOf(facts, certificate) : undefined;
  return index === undefined ? {} : { certificate: index };
}

/** `Certificate 2 of 3 ("Example CA")`, `The trusted certificate "Example Root"`. */
export function positionOf(facts: ChainFacts, certificate: Certificate): string {
  const index = indexOf(facts, certificate);
  const what = facts.purpose === 'client' ? 'Client certificate' : 'Certificate';
  if (index !== undefined) return `${what} ${index + 1} of ${facts.sent.length} (${nameOf(certificate)})`;
  return `The ${facts.store.fingerprints.has(certificate.sha256) ? 'trusted' : 'fetched'} certificate ${nameOf(certificate)}`;
}

/** What people call it, in quotation marks: its common name, else its first name of another kind, else its whole subject. */
export function nameOf({ subject, subjectAltNames = [], serial }: Certificate): string {
  const [common] = subject.commonNames;
  const name = common ?? (subject.text || subjectAltNames[0]?.value);
  return name === undefined || name === '' ? `the certificate with serial ${serial}` : quotedName(name);
}

/** The same of a name alone, as an issuer is known. */
export const ownerOf = ({ commonNames: [common], text }: DistinguishedName): string => quotedName(common ?? text);

export const quotedName = (name: string): string => `"${visibleName(name, LONGEST_NAME)}"`;
const LONGEST_NAME = 100;

/** What it can be compared by: the names of the subjectAltName, without one the host name in the common name. */
export function identitiesOf({ subject, subjectAltNames }: Certificate): string {
  const names = subjectAltNames?.filter(({ type }) => type === 'dns' || type === 'uri' || type === 'ip').map(({ value }) => value);
  const all = names ?? subject.commonNames.filter(isHostName);
  return all.length === 0 ? 'no host at all' : visibleNames(all, 5, LONGEST_NAME);
}

const DAY = 86_400_000;

/** Rounded down: `3 days`, `5 hours`, `1 minute`. */
export function lasting(ms: number): string {
  const [amount, unit] = ms >= DAY ? [ms / DAY, 'day'] : ms >= DAY / 24 ? [ms / (DAY / 24), 'hour'] : [Math.max(0, ms) / 60_000, 'minute'];
  return counted(Math.floor(amount), unit);
}

/** Where a moment lies in the time for which a certificate is valid, and how far from its end; before it, from its beginning. */
export function validityAt(
  { notBefore, notAfter }: Certificate,
  now: Date,
): { readonly state: 'early' | 'valid' | 'expired'; readonly lasting: string } {
  const [fromBegin, toEnd] = [now.getTime() - notBefore.getTime(), notAfter.getTime() - now.getTime()];
  if (toEnd < 0) return { state: 'expired', lasting: lasting(-toEnd) };
  return fromBegin < 0 ? { state: 'early', lasting: lasting(-fromBegin) } : { state: 'valid', lasting: lasting(toEnd) };
}

/** `2026-06-01` */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** The s_client line that verifies as this probe did: name or address by the policy, and the store where it is a file. */
export function verifyCommand(facts: ChainFacts, more: readonly string[] = ['-showcerts']): string | undefined {
  if (facts.purpose === 'client') return undefined;
  const reference = facts.policy.names === 'full' ? facts.names?.reference : undefined;
  const verify = reference === undefined ? undefined : addressBytes(reference) ? { address: reference } : { name: reference };
  return sClient({
    ...whom(facts),
    ...(verify && { verify }),
    ...namedStore(facts.policy),
    more: [...(verify ? [] : ['-verify_return_error']), ...more],
  });
}

/** The line that prints something of one certificate of the list: `words` are those of `openssl x509`. */
export function printCommand(facts: ChainFacts, certificate: Certificate, words: string): string | undefined {
  const index = indexOf(facts, certificate);
  if (index === undefined) return undefined;
  const print = `openssl x509 -noout ${words}`;
  const pick = index === 0 ? '' : `awk '/BEGIN CERT/{n++} n==${index + 1}' | `;
  return shown(facts, index === 0 ? [] : ['-showcerts'], `${pick}${print}`);
}

/** The line that hands the issuer of a certificate, where the server sent it, to another program on its standard input. */
export function issuerCommand(facts: ChainFacts, { sha256 }: Certificate, program: string): string | undefined {
  const links = judgedPath(facts)?.links ?? [];
  const issuer = links[links.findIndex(({ certificate }) => certificate.sha256 === sha256) + 1];
  const index = issuer && links[0]?.certificate.sha256 !== issuer.certificate.sha256 ? indexOf(facts, issuer.certificate) : undefined;
  return index === undefined ? undefined : shown(facts, ['-showcerts'], `awk '/BEGIN CERT/{n++} n==${index + 1}' | ${program}`);
}

/** The line that lists subjects and issuers as they were sent. */
export const listCommand = (facts: ChainFacts): string | undefined => shown(facts, ['-showcerts'], `grep -E '^ *([0-9]+ s|i):'`);

/** The line that shows the stapled answer. */
export const stapleCommand = (facts: ChainFacts): string | undefined => shown(facts, ['-status'], `grep -A 20 'OCSP response'`);

/** Of this side's own certificate no server shows anything. */
function shown(facts: ChainFacts, more: readonly string[], filter: string): string | undefined {
  const then = `2>/dev/null | ${filter}`;
  return facts.purpose === 'client' ? undefined : sClient({ ...whom(facts), more, then });
}

function whom({ server: socket, serverName, names, version }: ChainFacts): { socket: string; serverName: string | null; version: number } {
  if (serverName !== undefined) return { socket, serverName, version };
  return { socket, version, serverName: names && !addressBytes(names.reference) ? names.reference : null };
}
