import type { Finding, ReportFinding } from '../../contracts';
import type { ConfigFacts } from '../config/model';
import { chainOfFile, fittingPlace } from '../config/pem/chain';
import { certificateHeads, certificatesIn, type PemFacts, pemOf, useOf } from '../config/pem/facts';
import { orderEdits } from '../config/pem/order';
import type { ChainFacts } from '../probe/facts';
import { maskSecrets } from '../text/secrets';
import type { CertificateReader } from '../x509/certificate-reader';
import type { Sent } from '../x509/sent-list';
import { type ConfigFinding, judgeConfig } from './config-engine';
import type { ConfigContext, ConfigFix, ConfigRule } from './config-rule';
import { judgeChainFacts } from './endpoint-engine';
import type { EndpointRule } from './endpoint-rule';
import { type RuleSet, weaker } from './engine';
import type { Severity } from './rule';

export interface PemRules {
  readonly config: RuleSet<ConfigRule>;
  /** Those about chains; of the others nothing runs here. */
  readonly chain: RuleSet<EndpointRule>;
}

/**
 * What is wrong with a file of certificates and keys: by the rules about such files, and by those rules about chains that say something of a
 * list which nobody has sent yet. Each finding stands at the block that it is about. The facts are those of the dialect `pem`; of others
 * there are no findings.
 */
export function judgePem(
  facts: ConfigFacts,
  { context, rules, reader }: { readonly context: ConfigContext; readonly rules: PemRules; readonly reader: CertificateReader },
): ConfigFinding[] {
  const own = pemOf(facts);
  if (!own) return [];
  const found = judgeConfig(facts, context, rules.config);
  const { now } = context;
  const { blocks } = own;
  const list = certificatesIn(blocks);
  const chain =
    own.use === 'chain' ? chainOfFile(list, { file: nameOfFile(facts.root), now, reader, fits: fittingPlace(blocks) }) : undefined;
  if (!chain) return found;
  const fix = orderFix(facts.texts?.get(facts.root) ?? '', own, chain);
  const heads = certificateHeads(blocks);
  const findings = chainFindings(chain, rules.chain).map(({ at, ...finding }): ConfigFinding => {
    const place = heads[at.certificate ?? 0] ?? heads[0] ?? { file: facts.root, at: { start: 0, end: 0 } };
    return { ...finding, place, ...(fix && aboutOrder.has(finding.rule) && { fix }) };
  });
  return [...found, ...findings].sort((a, b) => a.place.at.start - b.place.at.start || a.place.at.end - b.place.at.end);
}

/** The same of certificates out of a file that is no text, and has no places. */
export function judgeCertificates(
  list: Sent,
  { file, now, rules, reader }: { readonly file: string; readonly now: Date; readonly rules: PemRules; readonly reader: CertificateReader },
): Finding[] {
  const chain = useOf(list, false) === 'chain' ? chainOfFile(list, { file: nameOfFile(file), now, reader }) : undefined;
  return chain ? chainFindings(chain, rules.chain).map(({ at: _at, ...finding }) => finding) : [];
}

/** `fullchain.pem` of a path or a URI. */
function nameOfFile(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return name === '' ? file : name;
}

function chainFindings(chain: ChainFacts, rules: RuleSet<EndpointRule>): Omit<ReportFinding, 'command'>[] {
  // The peer of DTLS-SRTP compares the fingerprint in the SDP, and no authority is asked (RFC 5763 §5): products sign these themselves.
  const isOfMedia = /dtls/i.test(chain.server);
  const active = rules.active.filter(({ rule }) => ofLists.has(rule.id) && !(isOfMedia && rule.id === 'chain/self-signed'));
  return judgeChainFacts(chain, { ...rules, active }).map(({ command: _command, ...finding }) => {
    const most = active.some(({ rule, isSet }) => isSet && rule.id === finding.rule) ? undefined : weightInFile(finding.rule, chain);
    return most ? { ...finding, severity: weaker(finding.severity, most) } : finding;
  });
}

/** What a file does not say makes some findings weigh less in it than in a handshake. */
function weightInFile(rule: string, { sent, server: name }: ChainFacts): Severity | undefined {
  // Whether peers were given it on purpose.
  if (rule === 'chain/self-signed') return 'warning';
  // Whether the issuers are in a second file, as products with such a setting and ACME clients have them.
  return rule === 'chain/intermediate-missing' && sent.length === 1 && !/chain|bundle/i.test(name) ? 'info' : undefined;
}

const chainRules = (...names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => `chain/${name}`));

const aboutOrder = chainRules('wrong-order', 'leaf-not-first', 'extra-certificate', 'root-sent');

/** The others ask for the handshake, for the name that somebody dialled, for whom he trusts, or for what an authority says of revocation. */
const ofLists = chainRules(
  'expired',
  'expired-unneeded',
  'expires-soon',
  'extra-certificate',
  'idn-unicode',
  'intermediate-missing',
  'issuer-key-mismatch',
  'leaf-is-ca',
  'leaf-not-first',
  'name-constraints',
  'name-control-characters',
  'not-a-ca',
  'not-yet-valid',
  'path-length',
  'root-distrusted',
  'root-sent',
  'san-empty',
  'self-signed',
  'serial',
  'unknown-critical-extension',
  'validity-too-long',
  'version-1',
  'weak-key',
  'weak-signature',
  'wildcard-malformed',
  'wrong-order',
);

/** Leaf first, what leads up from it, no root. */
function orderFix(text: string, { blocks }: PemFacts, { verdict }: ChainFacts): ConfigFix | undefined {
  const edits = verdict.kind === 'judged' ? orderEdits(text, blocks, verdict.repaired) : undefined;
  if (!edits?.every((edit) => maskSecrets(edit.text) === edit.text)) return undefined;
  return { title: 'Put the certificates in order: the own one first, its issuers behind it, no root', edits };
}
