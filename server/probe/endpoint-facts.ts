import { namedStore } from '#core/probe/commands';
import type { ChainFacts, EndpointFacts, OptionsFacts, Policy, SniAnswer, TlsFacts } from '#core/probe/facts';
import type { RevocationFacts } from '#core/probe/revocation-facts';
import { firstLine } from '#core/probe/tls-words';
import { checkMessage, type RuleSet } from '#core/rules/engine';
import { hopOf } from '#core/sip/hop';
import { writeSocket } from '#core/sip/socket';
import type { TlsConversation } from '#core/tls/conversation';
import { extension } from '#core/tls/extensions';
import type { Certificate } from '#core/x509/certificate';
import { judgeChain } from '#core/x509/chain';
import { isSame } from '#core/x509/der';
import { judgeByPractice, judgeByRfc5922, type NameVerdict } from '#core/x509/names';
import { readOcspResponse } from '#core/x509/ocsp';
import { openSslErrors } from '#core/x509/openssl-verdict';
import { openSslName } from '#core/x509/openssl-words';
import type { TrustStore } from '#core/x509/path';
import type { Purpose } from '#core/x509/path-problems';
import type { Outcome } from '../contracts';
import { certificateOf, checkSignature } from './certificates';
import type { ChainChecks } from './chain-checks';
import type { SeenEndpoint, SeenOptions } from './endpoint';
import { enumerationFacts } from './enumeration-facts';
import type { Handshake } from './handshake';
import { type DirectedAlert, decisiveAlert, languageOf } from './outcome';
import type { ProbeRequest } from './request';
import { nodeRoots } from './trust';

/** Turns what was seen of an endpoint into facts for the rules: readers and judges of the core do the work. */

export interface FactsOptions {
  readonly request: ProbeRequest;
  readonly policy: Policy;
  readonly store: TrustStore;
  /** This side's certificates, own one first. */
  readonly identity: readonly Certificate[] | undefined;
  readonly messageRules: RuleSet;
  /** The host whose address the endpoint is. */
  readonly host: string;
  readonly now: Date;
  readonly checks?: ChainChecks;
}

export function endpointFacts(seen: SeenEndpoint, options: FactsOptions): EndpointFacts {
  const { candidate, tcp, handshake } = seen;
  const { address, family, port, transport, reason } = candidate;
  const { outcome, code } = outcomeOf(seen);
  const enumeration = seen.enumeration && enumerationFacts(seen.enumeration);
  const chain = handshake && chainFacts(seen, options);
  const tls = handshake && tlsFacts(seen, { ...options, enumeration, chain, outcome });
  const clientChain = tls && clientChainFacts(tls, options);
  return {
    socket: writeSocket({ host: address, port }),
    address,
    family,
    port,
    transport,
    host: options.host,
    reason,
    outcome,
    ...(code === undefined ? {} : { code }),
    ...(tls ? { tls } : {}),
    ...(chain ? { chain } : {}),
    ...(clientChain ? { clientChain } : {}),
    ...(seen.options ? { options: optionsFacts(seen, seen.options, options) } : {}),
    ...(enumeration ? { enumeration } : {}),
    timings: {
      ...('tcpMs' in tcp ? { tcpMs: tcp.tcpMs } : {}),
      ...(handshake ? { tlsMs: handshake.tlsMs } : {}),
      ...(seen.options?.result.kind === 'answered' ? { sipMs: seen.options.result.sipMs } : {}),
    },
  };
}

function outcomeOf(seen: SeenEndpoint): { outcome: Outcome; code?: string } {
  const { tcp, handshake } = seen;
  if (tcp.kind === 'unreachable') return { outcome: 'unreachable', code: tcp.code };
  if (tcp.kind !== 'open') return { outcome: tcp.kind };
  if (!handshake) return { outcome: 'cancelled' };
  if (lateAlert(seen)) return { outcome: 'alert' };
  return { outcome: handshake.kind, ...('reason' in handshake ? { code: handshake.reason } : {}) };
}

/** A server that took the handshake and refused what was said next. */
const lateAlert = ({ handshake, conversation }: SeenEndpoint): DirectedAlert | undefined =>
  handshake?.kind === 'ok' && conversation ? decisiveAlert(conversation, 'server') : undefined;

interface TlsOptions extends FactsOptions {
  readonly enumeration: EndpointFacts['enumeration'];
  readonly chain: ChainFacts | undefined;
  readonly outcome: Outcome;
}

function tlsFacts(seen: SeenEndpoint, { enumeration, chain, outcome, request, identity }: TlsOptions): TlsFacts | undefined {
  const { candidate, handshake, trials, resumption, tcp } = seen;
  if (!handshake) return undefined;
  const conversation = withoutBrokenHello(seen.conversation ?? handshake.conversation, outcome);
  const late = lateAlert(seen);
  const alert = late ?? alertOf(handshake);
  const refusedAfterMs = refusalDelay(handshake, conversation, alert);
  return {
    origin: 'probe',
    server: writeSocket({ host: candidate.address, port: candidate.port }),
    client: 'this probe',
    conversation,
    outcome,
    ...(alert ? { alert: { ...alert, isLate: late !== undefined || (handshake.kind === 'alert' && handshake.isLate) } } : {}),
    ...('octets' in handshake ? { foreign: handshake.octets } : {}),
    ...('reason' in handshake ? { code: handshake.reason } : {}),
    clientCertificate: certificateVerdict(seen, handshake),
    ...identityPart(conversation, identity),
    hasSpoken: conversation.transcript.seen.some(({ kind, from }) => kind === 'application_data' && from === 'server'),
    ...(refusedAfterMs === undefined ? {} : { refusedAfterMs }),
    timings: {
      ...('tcpMs' in tcp ? { tcpMs: tcp.tcpMs } : {}),
      tlsMs: handshake.tlsMs,
      ...(handshake.firstOctetMs === undefined ? {} : { firstOctetMs: handshake.firstOctetMs }),
    },
    timeoutMs: request.timeoutMs,
    ...(enumeration ? { enumeration } : {}),
    trials,
    ...(resumption ? { resumption } : {}),
    ...(chain ? { leaf: chain.leaf, sent: chain.sent } : {}),
    ...(seen.endedAt ? { endedAt: seen.endedAt } : {}),
    ...endingPart(seen.options),
    ...(chain?.names ? { isNamed: chain.names.rfc5922.matches || chain.names.practice.matches } : {}),
    policyNames: request.policy,
    ...namedStore(request.trust),
  };
}

/** What could not be read to its end chose nothing: rules about versions and suites must not take it at its word. */
function withoutBrokenHello(conversation: TlsConversation, outcome: Outcome): TlsConversation {
  const { answer } = conversation;
  const isBroken = outcome === 'malformed' && answer.kind === 'chosen' && answer.hello.faults.length > 0;
  return isBroken ? { ...conversation, answer: { kind: 'nothing' } } : conversation;
}

/** As it was sent, where it was: of PKCS#12 nothing else tells the certificates behind the own one. */
function identityPart({ clientCertificate }: TlsConversation, identity: readonly Certificate[] | undefined): Pick<TlsFacts, 'identity'> {
  if (clientCertificate.kind !== 'asked' || clientCertificate.answer.kind !== 'sent') return identity ? { identity } : {};
  const sent = clientCertificate.answer.certificates.map(({ der }) => certificateOf(der));
  return { identity: sent.filter((one) => one.kind === 'certificate') };
}

/** What the connection came to after the OPTIONS; without one nobody waited for more. */
function endingPart(options: SeenOptions | undefined): Pick<TlsFacts, 'ending' | 'httpLine'> {
  if (!options) return {};
  const { result } = options;
  if (result.kind === 'not-sip' && languageOf(result.octets) === 'http') return { httpLine: firstLine(result.octets) };
  if (result.kind === 'closed') return { ending: { by: 'server', how: 'fin' } };
  return result.kind === 'broken' && result.code === 'ECONNRESET' ? { ending: { by: 'server', how: 'reset' } } : {};
}

/** A client that showed a certificate learns from a second one that shows none whether the server insists. */
function certificateVerdict({ withoutIdentity }: SeenEndpoint, handshake: Handshake): TlsFacts['clientCertificate'] {
  if (withoutIdentity?.clientCertificate === 'required') return 'required';
  return handshake.clientCertificate;
}

const alertOf = (handshake: Handshake) => ('alert' in handshake ? handshake.alert : undefined);

/** From this side's last message of the handshake to the alert, or to the end of TCP where that was all that came. */
function refusalDelay(
  { kind, lineEndedMs }: Handshake,
  { transcript }: TlsConversation,
  alert: DirectedAlert | undefined,
): number | undefined {
  const finished = transcript.seen.findLast((one) => one.kind === 'handshake' && one.from === 'client' && one.message.kind === 'finished');
  const told =
    alert?.direction === 'received' ? transcript.seen.findLast((one) => one.kind === 'alert' && one.from === 'server') : undefined;
  const refusedMs = told?.atMs ?? (kind === 'reset' || kind === 'closed' ? lineEndedMs : undefined);
  if (finished?.atMs === undefined || refusedMs === undefined) return undefined;
  return Math.max(0, refusedMs - finished.atMs);
}

function chainFacts(seen: SeenEndpoint, options: FactsOptions): ChainFacts | undefined {
  const conversation = seen.conversation ?? seen.handshake?.conversation;
  if (conversation?.serverCertificates.kind !== 'sent' || conversation.answer.kind !== 'chosen') return undefined;
  const { certificates, stapled } = conversation.serverCertificates;
  const { request, host } = options;
  const reference = nameAsked(request);
  const judged = judgedList(
    certificates.map(({ der }) => certificateOf(der)),
    { ...options, purpose: 'server' },
  );
  if (!judged) return undefined;
  const { leaf } = judged;
  // A name that the user gave was led nowhere by DNS.
  const isOtherHost = request.serverName.kind !== 'given' && host !== request.target.host && host !== reference;
  return {
    ...judged,
    server: writeSocket({ host: seen.candidate.address, port: seen.candidate.port }),
    ...(reference === undefined ? {} : { names: { reference, ...verdictsOn(leaf, reference) } }),
    serverName: conversation.offer?.serverName ?? null,
    isNameGiven: request.serverName.kind === 'given',
    ...installedPart(request),
    publicRoots: nodeRoots().store,
    ...showsOthersPart(seen, leaf),
    ...signaturePart(seen.handshake, conversation.answer.scheme),
    ...(isOtherHost ? { srvTarget: { name: host, verdict: judgeByPractice(leaf, host) } } : {}),
    openssl: opensslVerdict(seen.handshake, judged),
    askedForStaple: conversation.offer ? extension(conversation.offer.hello.extensions, 'status_request') !== undefined : false,
    stapled: stapled !== undefined,
    hasOtherScts:
      (certificates[0]?.extensions.some(({ type }) => type === SCT_EXTENSION) ?? false) || (stapled !== undefined && holdsScts(stapled)),
    version: conversation.answer.version,
    suite: conversation.answer.suite,
  };
}

function installedPart({ installed }: ProbeRequest): Pick<ChainFacts, 'installed'> {
  if (!installed) return {};
  const leaf = certificateOf(installed.der);
  return leaf.kind === 'certificate' ? { installed: { path: installed.path, leaf } } : {};
}

/** As this side's library judged it; a static RSA suite signs nothing. */
function signaturePart(handshake: Handshake | undefined, scheme: number | undefined): Pick<ChainFacts, 'handshakeSignature'> {
  if (handshake?.kind === 'ok') return scheme === undefined ? {} : { handshakeSignature: { kind: 'good' } };
  const isBad = handshake && 'reason' in handshake && handshake.reason === 'ERR_SSL_BAD_SIGNATURE';
  return isBad ? { handshakeSignature: { kind: 'bad' } } : {};
}

/** Known only where other names were tried. */
function showsOthersPart({ sni }: SeenEndpoint, leaf: Certificate): Pick<ChainFacts, 'showsOthers'> {
  const shown = sni.flatMap(({ handshake }) => {
    const certificates = handshake?.conversation.serverCertificates;
    return certificates?.kind === 'sent' ? (certificates.certificates[0]?.der ?? []) : [];
  });
  return shown.length === 0 ? {} : { showsOthers: shown.some((der) => !isSame(der, leaf.der)) };
}

function holdsScts(stapled: Uint8Array): boolean {
  const answer = readOcspResponse(stapled);
  return 'answers' in answer && answer.answers.some(({ scts = 0 }) => scts > 0);
}

/** signed_certificate_timestamp (RFC 6962 §3.3.1). */
const SCT_EXTENSION = 18;

/** The name that certificates are compared with; undefined where there is none. */
export const nameAsked = ({ serverName, target }: ProbeRequest): string | undefined =>
  serverName.kind === 'given' ? serverName.name : (target.serverName ?? target.host);

const verdictsOn = (leaf: Certificate, reference: string): { rfc5922: NameVerdict; practice: NameVerdict } => ({
  rfc5922: judgeByRfc5922(leaf, reference),
  practice: judgeByPractice(leaf, reference),
});

/** Of the handshake itself; where that broke off, by the same checks. */
function opensslVerdict(handshake: Handshake | undefined, { verdict }: Pick<ChainFacts, 'verdict'>): ChainFacts['openssl'] {
  if (handshake?.kind === 'ok') return handshake.verdict.kind === 'trusted' ? { ok: true } : { ok: false, code: handshake.verdict.code };
  const [first] = verdict.kind === 'judged' ? openSslErrors(verdict.path, 0) : [];
  return first ? { ok: false, code: openSslName(first.code) } : { ok: true };
}

const nothingChecked: RevocationFacts = { revocation: 'not-checked', checks: [] };

function judgedList(sent: ChainFacts['sent'], { store, policy, now, purpose, checks }: FactsOptions & { purpose: Purpose }) {
  const [leaf] = sent;
  if (leaf?.kind !== 'certificate') return undefined;
  const verdict = judgeChain({ sent, store, aia: [], purpose, now, checkSignature });
  const { revocation = nothingChecked, completed } = (purpose === 'server' && checks) || {};
  // What was sent stays judged as it was sent; the way up is shown with what was fetched.
  const shown =
    verdict.kind === 'judged' && completed?.verdict.kind === 'judged'
      ? { ...completed.verdict, isComplete: verdict.isComplete, isTrusted: verdict.isTrusted }
      : verdict;
  return { sent, verdict: shown, leaf, store, helpers: completed?.fetched ?? [], revocation, purpose, policy, now };
}

/** This side's own certificate, as the server has to judge it. The names in it are the server's affair. */
function clientChainFacts({ identity, conversation, server, alert }: TlsFacts, options: FactsOptions): ChainFacts | undefined {
  if (!identity || conversation.answer.kind !== 'chosen') return undefined;
  const judged = judgedList(identity, { ...options, purpose: 'client' });
  return (
    judged && {
      ...judged,
      server,
      isNameGiven: false,
      openssl: { ok: true },
      askedForStaple: false,
      stapled: false,
      hasOtherScts: false,
      version: conversation.answer.version,
      suite: conversation.answer.suite,
      ...(alert?.direction === 'received' ? { refusal: alert } : {}),
    }
  );
}

function optionsFacts(
  { candidate, tcp }: SeenEndpoint,
  { uri, result, local, keepAlive }: SeenOptions,
  options: FactsOptions,
): OptionsFacts {
  const server = writeSocket({ host: candidate.address, port: candidate.port });
  const answer = result.kind === 'answered' ? result.answer : undefined;
  const framing = { source: server, destination: writeSocket({ host: local.address, port: local.port }), transport: 'TLS' };
  const found = answer
    ? checkMessage(answer, { hop: hopOf(answer, framing, []), loses: [], trace: silentTrace }, options.messageRules)
    : [];
  const findings = found.map(({ rule, severity, message, remedy, cites }) => ({
    rule,
    severity,
    message,
    ...(remedy === undefined ? {} : { remedy }),
    cites: [...cites],
  }));
  return {
    server,
    sent: result.text,
    uri,
    outcome: result.kind,
    ...(answer ? { answer } : {}),
    findings,
    ...('octets' in result ? { foreign: result.octets } : {}),
    ...(result.kind === 'answered' ? { sipMs: result.sipMs } : {}),
    ...('tcpMs' in tcp ? { tcpMs: tcp.tcpMs } : {}),
    local,
    ...(keepAlive ? { keepAlive } : {}),
    timeoutMs: options.request.timeoutMs,
  };
}

/** One answer is all there is of this trace. */
const silentTrace = { isStated: () => false, framesStating: () => [] };

/** What the server showed for the name asked for, for none, and for one that it cannot know. */
export function sniAnswers(seen: SeenEndpoint, asked: EndpointFacts): SniAnswer[] {
  if (seen.sni.length === 0) return [];
  const { socket, outcome, tls } = asked;
  const first: SniAnswer = {
    socket,
    kind: 'asked',
    serverName: seen.handshake?.serverName ?? null,
    outcome,
    ...(tls?.alert ? { alert: tls.alert } : {}),
    ...(asked.chain ? { leaf: asked.chain.leaf } : {}),
  };
  return [first, ...seen.sni.map(({ kind, serverName, tcp, handshake }) => sniAnswer({ socket, kind, serverName }, tcp, handshake))];
}

function sniAnswer(
  of: Pick<SniAnswer, 'socket' | 'kind' | 'serverName'>,
  tcp: SeenEndpoint['tcp'],
  handshake: Handshake | undefined,
): SniAnswer {
  if (!handshake) return { ...of, outcome: tcp.kind === 'open' ? 'cancelled' : tcp.kind };
  const { serverCertificates } = handshake.conversation;
  const [own] = serverCertificates.kind === 'sent' ? serverCertificates.certificates : [];
  const leaf = own && certificateOf(own.der);
  const alert = alertOf(handshake);
  return {
    ...of,
    outcome: handshake.kind,
    ...(alert ? { alert } : {}),
    ...(leaf?.kind === 'certificate' ? { leaf } : {}),
  };
}
