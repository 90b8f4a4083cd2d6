import type { Endpoint, ProbeReport } from '../../../contracts';
import { listed } from '../../hover/words';
import { capital } from '../../text/capital';
import { versionWord } from '../../tls/versions';
import { causeOfOutcome } from './causes';
import { leafOf } from './standing';
import { addresses, allAddresses, commonName, day, endpointKey, socketOf } from './words';

/** What is other than in an earlier run of the same target, as one sentence. */
export interface Change {
  readonly tone: 'better' | 'worse' | 'neutral';
  readonly text: string;
}

/** Findings have ids; their titles are handed in where they are known. */
export type Titles = { readonly [rule: string]: string };

/** The worse ones first. The same change on several addresses is told once. Times are no change, for they differ at each run. */
export function compareReports(before: ProbeReport, after: ProbeReport, titles: Titles = {}): readonly Change[] {
  const old = new Map(before.endpoints.map((endpoint) => [endpointKey(endpoint), endpoint]));
  const now = new Map(after.endpoints.map((endpoint) => [endpointKey(endpoint), endpoint]));
  const found: Found[] = [];
  for (const [key, endpoint] of now) {
    const earlier = old.get(key);
    if (earlier) found.push(...endpointChanges(earlier, endpoint));
    else found.push({ tone: 'neutral', where: socketOf(endpoint), text: (where) => `${where}: new, not probed in the earlier run.` });
  }
  for (const [key, endpoint] of old)
    if (!now.has(key))
      found.push({ tone: 'worse', where: socketOf(endpoint), text: (where) => `${where}: gone, DNS no longer leads to it.` });
  found.push(...findingChanges(before, after, titles));
  const rank = { worse: 0, neutral: 1, better: 2 } as const;
  return joined(found, now.size).sort((a, b) => rank[a.tone] - rank[b.tone]);
}

interface Found {
  readonly tone: Change['tone'];
  /** A socket; absent where it is about the target. */
  readonly where?: string;
  readonly text: (where: string) => string;
}

const MARK = '\u0000';

/** Those that read the same but for the address. */
function joined(found: readonly Found[], endpoints: number): Change[] {
  const groups = new Map<string, { found: Found; sockets: string[] }>();
  for (const one of found) {
    const key = one.text(MARK);
    const group = groups.get(key);
    if (group) group.sockets.push(...(one.where === undefined ? [] : [one.where]));
    else groups.set(key, { found: one, sockets: one.where === undefined ? [] : [one.where] });
  }
  return [...groups.values()].map(({ found: { tone, text }, sockets }) => {
    const isAll = sockets.length === endpoints && endpoints > 1;
    return {
      tone,
      text: text(isAll ? capital(allAddresses(endpoints)) : sockets.length > 3 ? addresses(sockets.length) : listed(sockets)),
    };
  });
}

function endpointChanges(before: Endpoint, after: Endpoint): Found[] {
  const where = socketOf(after);
  const found: Found[] = [];
  const tell = (tone: Change['tone'], text: string): void => {
    found.push({ tone, where, text: (name) => `${name}: ${text}.` });
  };
  const [oldCause, newCause] = [before, after].map((one) => (one.outcome === 'ok' ? undefined : causeOfOutcome(one.outcome, one)));
  if (oldCause?.id !== newCause?.id) {
    if (!newCause) tell('better', `the handshake works now; before, it ${oldCause?.does}`);
    else tell(oldCause ? 'neutral' : 'worse', `now ${newCause.does}; before, ${oldCause ? `it ${oldCause.does}` : 'the handshake worked'}`);
  }
  chainChanges(before, after, tell);
  nameChanges(before, after, tell);
  tlsChanges(before, after, tell);
  const [oldStatus, newStatus] = [statusOf(before), statusOf(after)];
  if (oldStatus !== undefined && newStatus !== undefined && oldStatus !== newStatus)
    tell('neutral', `OPTIONS is answered with ${newStatus}; before, with ${oldStatus}`);
  return found;
}

type Tell = (tone: Change['tone'], text: string) => void;

function chainChanges(before: Endpoint, after: Endpoint, tell: Tell): void {
  const [old, now] = [before.chain, after.chain];
  if (!old || !now) return;
  const [oldLeaf, newLeaf] = [leafOf(before), leafOf(after)];
  if (oldLeaf && newLeaf && oldLeaf.sha256 !== newLeaf.sha256) {
    const isLater = Date.parse(newLeaf.notAfter) > Date.parse(oldLeaf.notAfter);
    const by =
      oldLeaf.issuer === newLeaf.issuer ? '' : `, issued by ${commonName(newLeaf.issuer)} and no longer by ${commonName(oldLeaf.issuer)}`;
    if (isLater)
      tell('better', `certificate renewed: it ends on ${day(newLeaf.notAfter)}, the earlier one on ${day(oldLeaf.notAfter)}${by}`);
    else tell('worse', `another certificate, which ends earlier: on ${day(newLeaf.notAfter)} in place of ${day(oldLeaf.notAfter)}${by}`);
  }
  const missing = now.missingIssuer?.name ?? now.built.find(({ from }) => from === 'aia')?.subject;
  if (old.complete && !now.complete)
    tell('worse', `the chain is incomplete now${missing === undefined ? '' : `: ${commonName(missing)} is no longer sent`}`);
  if (!old.complete && now.complete) tell('better', 'the chain is complete now');
  if (old.complete === now.complete && old.sent.length !== now.sent.length)
    tell('neutral', `sends ${now.sent.length} certificates; before, ${old.sent.length}`);
  if (old.complete === now.complete && old.trusted !== now.trusted)
    tell(now.trusted ? 'better' : 'worse', now.trusted ? 'the chain is trusted now' : 'the chain is no longer trusted');
  if (old.revocation !== now.revocation && (now.revocation === 'revoked' || old.revocation === 'revoked'))
    tell(
      now.revocation === 'revoked' ? 'worse' : 'better',
      now.revocation === 'revoked' ? 'the certificate has been revoked' : 'the revoked certificate is gone',
    );
}

function nameChanges(before: Endpoint, after: Endpoint, tell: Tell): void {
  if (!before.names || !after.names) return;
  const words = { rfc5922: 'by RFC 5922', practice: 'in practice' } as const;
  for (const rule of ['rfc5922', 'practice'] as const)
    if (before.names[rule].matches !== after.names[rule].matches)
      tell(
        after.names[rule].matches ? 'better' : 'worse',
        `the name ${after.names[rule].matches ? 'matches now' : 'no longer matches'} ${words[rule]}`,
      );
}

function tlsChanges(before: Endpoint, after: Endpoint, tell: Tell): void {
  const [old, now] = [before.tls, after.tls];
  if (!old || !now) return;
  if (old.version !== now.version) {
    const isNewer = versionWord(now.version) > versionWord(old.version);
    tell(isNewer ? 'better' : 'worse', `${versionWord(now.version)} in place of ${versionWord(old.version)}`);
  } else if (old.cipher !== now.cipher) tell('neutral', `chooses ${now.cipher} in place of ${old.cipher}`);
  if (old.clientCertificate !== now.clientCertificate)
    tell('neutral', `client certificate ${asked[now.clientCertificate]}; before, ${asked[old.clientCertificate]}`);
  const [oldSuites, newSuites] = [suitesOf(before), suitesOf(after)];
  if (!oldSuites || !newSuites) return;
  const [gained, lost] = [newSuites.filter((suite) => !oldSuites.includes(suite)), oldSuites.filter((suite) => !newSuites.includes(suite))];
  if (gained.length > 0) tell('neutral', `also accepts ${some(gained)}`);
  if (lost.length > 0) tell('neutral', `no longer accepts ${some(lost)}`);
}

const asked = { none: 'not asked for', requested: 'asked for, not demanded', required: 'demanded' } as const;
const some = (words: readonly string[]): string =>
  words.length > 3 ? `${words.slice(0, 3).join(', ')} and ${words.length - 3} more` : listed(words);
const suitesOf = ({ enumeration }: Endpoint): string[] | undefined =>
  enumeration?.suites.map(({ version, cipher }) => `${cipher} (${versionWord(version)})`);
const statusOf = ({ options }: Endpoint): string | undefined =>
  options && (options.status === undefined ? 'nothing' : `${options.status} ${options.reason ?? ''}`.trim());

/** Of each rule: since when it is found, or no more. Infos and hints are too many to tell. */
function findingChanges(before: ProbeReport, after: ProbeReport, titles: Titles): Found[] {
  const [old, now] = [rulesOf(before), rulesOf(after)];
  const word = (rule: string): string => `${titles[rule] ?? rule}${titles[rule] === undefined ? '' : ` (${rule})`}`;
  return [
    ...[...now]
      .filter(([rule]) => !old.has(rule))
      .map(([rule, severity]): Found => ({ tone: 'worse', text: () => `New ${severity}: ${word(rule)}.` })),
    ...[...old]
      .filter(([rule]) => !now.has(rule))
      .map(([rule, severity]): Found => ({ tone: 'better', text: () => `No longer found, an earlier ${severity}: ${word(rule)}.` })),
  ];
}

/** Each with its worst severity, errors first. */
function rulesOf({ findings, endpoints }: ProbeReport): ReadonlyMap<string, 'error' | 'warning'> {
  const all = [...findings, ...endpoints.flatMap((endpoint) => endpoint.findings)];
  const found = new Map<string, 'error' | 'warning'>();
  for (const severity of ['error', 'warning'] as const)
    for (const finding of all) if (finding.severity === severity && !found.has(finding.rule)) found.set(finding.rule, severity);
  return found;
}
