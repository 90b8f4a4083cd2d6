import { visibleName } from '../text/visible-name';
import { type Certificate, isCa } from '../x509/certificate';
import type { JudgedPath } from '../x509/chain';
import { OID_SUBJECT_ALT_NAME } from '../x509/extensions';
import { addressBytes } from '../x509/ip-address';
import { judgeByOpenSsl, type NameVerdict, sipDomain } from '../x509/names';
import { openSslErrors } from '../x509/openssl-verdict';
import { isFatal, type PathProblem } from '../x509/path-problems';
import { chainEnd } from './chain-end';
import { dayOf, isPublic, nameOf, ownerOf, problemsOf, quotedName } from './chain-words';
import type { ChainFacts } from './facts';

/** What one check of a verifier comes to. `why` is one sentence, or some. */
export type Opinion = { readonly accepts: true } | { readonly accepts: false | null; readonly why: string };
export type Check = (facts: ChainFacts) => Opinion;

const accepted: Opinion = { accepts: true };
const refused = (why: string): Opinion => ({ accepts: false, why });
const unknown = (why: string): Opinion => ({ accepts: null, why });

// ── chains ──

/** RFC 5280 §6 as far as it goes without revocation; the purpose of RFC 5924 and "any" are good. */
export function chainByRfc5280(facts: ChainFacts): Opinion {
  const { verdict } = facts;
  if (verdict.kind === 'no-leaf') return refused('The first certificate of the list cannot be read.');
  if (verdict.isTrusted) return accepted;
  const fatal = verdict.path.problems.filter(isFatal);
  const isUnchecked = fatal.length > 0 && fatal.every(({ kind }) => kind === 'signature-unchecked');
  if (verdict.path.end.kind === 'anchor' && verdict.isComplete && isUnchecked)
    return unknown('The signatures are of an algorithm that this probe cannot check.');
  return refused(whyNot(facts, fatal[0]));
}

/**
 * As OpenSSL 3 does it, with its own purposes and a whole path up to a root that signed itself. `depth` is how many intermediates it takes, as
 * SSL_CTX_set_verify_depth(3) counts them; 100 where nobody says.
 */
export const chainByOpenSsl =
  (depth = 100): Check =>
  (facts) => {
    const general = chainByRfc5280(facts);
    const { verdict } = facts;
    if (!general.accepts || verdict.kind === 'no-leaf') return general;
    const { path } = verdict;
    const hard = openSslErrors(path, 0);
    if (hard.some(({ code }) => code === 2))
      return refused('OpenSSL wants a root in the store; the certificate that is trusted here has an issuer.');
    if (hard.some(({ code }) => code === 26))
      return refused('OpenSSL takes the purpose serverAuth only, neither sipDomain (RFC 5924) nor any.');
    if (hard.length > 0) return refused(whyNot(facts, path.problems[0]));
    const intermediates = path.links.length - 2;
    if (intermediates > depth) return refused(`The path has ${intermediates} intermediates, and it takes ${depth}.`);
    return openSslErrors(path, 2).length > 0
      ? unknown(weakWords(path, 'OpenSSL’s security level, which the system sets, decides.'))
      : accepted;
  };

/** As Go's crypto/x509 does it: no SHA-1, no RSA below 1024 bits, serverAuth or any. */
export function chainByGo(facts: ChainFacts): Opinion {
  const general = chainByRfc5280(facts);
  if (!general.accepts) return general;
  if (isForSipOnly(facts)) return refused('Go takes the purpose serverAuth or any, not sipDomain (RFC 5924).');
  if (problemsOf(facts, 'weak-signature').length > 0) return refused('Go takes no signature with SHA-1 or MD5.');
  const isTiny = problemsOf(facts, 'weak-key').some(({ problem: { type, bits = 0 } }) => type === 'RSA' && bits < 1024);
  return isTiny ? refused('Go takes no RSA key below 1024 bits.') : accepted;
}

/** As Mbed TLS does it; its profile of keys and hashes can be set. */
export function chainByMbedTls(facts: ChainFacts): Opinion {
  const general = chainByRfc5280(facts);
  if (!general.accepts || facts.verdict.kind === 'no-leaf') return general;
  if (isForSipOnly(facts)) return refused('Mbed TLS takes the purpose serverAuth or any, not sipDomain (RFC 5924).');
  return isWeak(facts)
    ? unknown(weakWords(facts.verdict.path, 'The profile of Mbed TLS decides; the default one takes none of it.'))
    : accepted;
}

/** As browsers and curl do it. */
export function chainByWeb(facts: ChainFacts): Opinion {
  const general = chainByRfc5280(facts);
  if (!general.accepts || facts.verdict.kind === 'no-leaf') return general;
  if (isForSipOnly(facts)) return refused('The web asks for the purpose serverAuth.');
  if (problemsOf(facts, 'weak-signature').length > 0) return refused('The web takes no signature with SHA-1 or MD5.');
  return isWeak(facts) ? unknown(weakWords(facts.verdict.path, 'Programs differ here.')) : accepted;
}

/** `known`: names of roots, parts of them, that a verifier is known to take; all others it may or may not. */
export const withPublicRoot =
  (chain: Check, known?: readonly string[]): Check =>
  (facts) => {
    const opinion = chain(facts);
    const root = anchorOf(facts);
    if (!opinion.accepts || !root) return opinion;
    if (!isPublic(facts, root)) return refused(`It takes public certificate authorities only, and ${nameOf(root)} is none of them.`);
    const isKnown = !known || known.some((name) => root.subject.text.toLowerCase().includes(name.toLowerCase()));
    return isKnown ? opinion : unknown(`${nameOf(root)} is not on the list of authorities that is known of it.`);
  };

/** It trusts what came with it, so that nobody knows whether a private root is among that. */
export const withOwnRoots =
  (chain: Check): Check =>
  (facts) => {
    const opinion = chain(facts);
    const root = anchorOf(facts);
    if (!opinion.accepts || !root || isPublic(facts, root)) return opinion;
    return unknown(`It trusts the roots that came with it; whether ${nameOf(root)} was added is not known.`);
  };

const anchorOf = ({ verdict }: ChainFacts): Certificate | undefined =>
  verdict.kind === 'judged' && verdict.path.end.kind === 'anchor' ? verdict.path.links.at(-1)?.certificate : undefined;

const isForSipOnly = (facts: ChainFacts): boolean => problemsOf(facts, 'purpose').some(({ problem }) => problem.accepted === 'sip');
const isWeak = (facts: ChainFacts): boolean => problemsOf(facts, 'weak-key').length + problemsOf(facts, 'weak-signature').length > 0;

function weakWords({ problems, links }: JudgedPath, then: string): string {
  for (const problem of problems) {
    const owner = nameOf(links[problem.depth]?.certificate ?? links[0].certificate);
    if (problem.kind === 'weak-key') return `${owner} has a key of ${problem.bits ?? 'few'} bits (${problem.type}). ${then}`;
    if (problem.kind === 'weak-signature') return `${owner} is signed with ${visibleName(problem.algorithm, 60)}. ${then}`;
  }
  return then;
}

/** Why there is no valid path, in one sentence: what is missing comes before what is wrong with what is there. */
function whyNot(facts: ChainFacts, problem: PathProblem | undefined): string {
  const end = chainEnd(facts);
  switch (end?.kind) {
    case undefined:
      return 'The list does not begin with the certificate of the server itself.';
    case 'intermediate-missing':
      return `${quotedName(end.below.issuer.commonNames[0] ?? end.below.issuer.text)}, which issued ${nameOf(end.below)}, was not sent.`;
    case 'self-signed-leaf':
      return 'The certificate signed itself, and is not trusted here.';
    case 'unknown-root':
      return `The chain ends under ${end.root ? nameOf(end.root) : ownerOf(end.last.issuer)}, which is not trusted here.`;
    case 'other-key':
      return `No certificate at hand made the signature of ${nameOf(end.below)}.`;
    case 'gave-up':
      return 'There are more certificates of one name than a search may try.';
    default:
      return problem ? problemWords(facts, problem) : 'There is no valid path to a trusted root.';
  }
}

function problemWords({ verdict, leaf }: ChainFacts, problem: PathProblem): string {
  const certificate = (verdict.kind === 'judged' ? verdict.path.links[problem.depth]?.certificate : undefined) ?? leaf;
  const name = nameOf(certificate);
  switch (problem.kind) {
    case 'expired':
      return `${name} expired on ${dayOf(problem.since)}.`;
    case 'not-yet-valid':
      return `${name} is valid from ${dayOf(problem.until)} on only.`;
    case 'not-a-ca':
      return `${name} signs certificates and is no CA.`;
    case 'purpose':
      return `${name} is not meant for TLS ${problem.needs === 'clientAuth' ? 'clients' : 'servers'}.`;
    case 'key-usage':
    case 'may-not-sign':
      return `The key usage of ${name} does not allow what it is used for${isCa(certificate) ? ', signing certificates' : ''}.`;
    case 'path-length':
      return `More CAs stand below ${name} than it allows.`;
    case 'name-constraint':
      return `A name of ${name} is outside of what ${quotedName(problem.by)} may issue.`;
    case 'unknown-critical-extension':
      return `${name} has the critical extension ${problem.oid}, which nobody knows.`;
    default:
      return `${name} cannot be verified.`;
  }
}

// ── names ──

const fromVerdict = (verdict: NameVerdict): Opinion => (verdict.matches ? accepted : refused(verdict.why));

type NameCheck = (leaf: Certificate, reference: string, names: NonNullable<ChainFacts['names']>) => Opinion;

const withName =
  (check: NameCheck): Check =>
  ({ leaf, names }) =>
    names ? check(leaf, names.reference, names) : unknown('There is no name to compare with.');

export const nameByRfc5922: Check = withName((_leaf, _reference, { rfc5922 }) => fromVerdict(rfc5922));
/** As X509_check_host(3). */
export const nameByOpenSsl: Check = withName((leaf, reference) => fromVerdict(judgeByOpenSsl(leaf, reference)));
/** Wildcards as RFC 9525 has them; the common name where there is no subjectAltName. */
export const nameByPractice: Check = withName((_leaf, _reference, { practice }) => fromVerdict(practice));

/** RFC 9525 to the letter, as Go and browsers do it: no common name. */
export const nameWithoutCn: Check = withName((leaf, _reference, { practice }) =>
  leaf.extensions.some(({ oid }) => oid === OID_SUBJECT_ALT_NAME)
    ? fromVerdict(practice)
    : refused('There is no subjectAltName, and the common name is not read.'),
);

/** libre gives the name to OpenSSL, and an address to nobody. */
export const nameByLibre: Check = withName((leaf, reference) =>
  addressBytes(reference) ? accepted : fromVerdict(judgeByOpenSsl(leaf, reference)),
);

/** Whole names among DNS, addresses, `sip:` URIs and the common name, whether or not a subjectAltName is there. `unless` follows a refusal. */
export const nameByPjproject = (unless = ''): Check =>
  withName((leaf, reference, { practice }) => {
    const own = (leaf.subjectAltNames ?? []).map(({ type, value }) => (type === 'uri' ? (sipDomain(value) ?? '') : value));
    const isNamed = [...own, ...leaf.subject.commonNames].some((name) => name.toLowerCase() === reference.toLowerCase());
    if (isNamed) return accepted;
    if (!practice.matches) return refused(practice.why);
    return refused(`${visibleName(practice.identity)} covers the name only as a wildcard, and whole names are compared${unless}.`);
  });

/** As RFC 5922; how it takes DNS names beside a `sip:` URI for another domain, and addresses, is not documented. */
export const nameByResiprocate: Check = withName((_leaf, reference, { rfc5922, practice }) => {
  const isWhole = practice.matches && practice.identity.toLowerCase() === reference.toLowerCase();
  if (rfc5922.matches || !isWhole) return fromVerdict(rfc5922);
  return unknown(`${practice.why} By RFC 5922 it does not count; what reSIProcate does there is not documented.`);
});

/** A host of the subjectAltName or the common name, wildcards included; never below onmicrosoft.com. */
export const nameByTeams: Check = withName((leaf, reference, { practice }) => {
  if (/(?:^|\.)onmicrosoft\.com$/i.test(reference)) return refused('Names below onmicrosoft.com are not taken.');
  if (addressBytes(reference)) return refused('It knows a peer by its host name, never by an address.');
  const host = reference.toLowerCase();
  const isInCn = leaf.subject.commonNames.some((name) => {
    const common = name.toLowerCase();
    return common === host || (common.startsWith('*.') && common.slice(1) === host.slice(host.indexOf('.')));
  });
  return isInCn ? accepted : fromVerdict(practice);
});

/** The whole name; what it makes of wildcards, of the common name and of URIs is not documented. */
export const nameByMeta: Check = withName((_leaf, reference, { practice, rfc5922 }) => {
  if (practice.matches && practice.by === 'dns' && practice.identity.toLowerCase() === reference.toLowerCase()) return accepted;
  if (practice.matches || rfc5922.matches)
    return unknown('The name is there in another form than a whole DNS name; whether that is taken is not documented.');
  return refused(practice.why);
});
