import type { ReportFinding } from '../../contracts';
import type { ConfigFacts } from '../config/model';
import { chainOfFile } from '../config/pem/chain';
import { certificateHeads, type PemFacts, pemOf } from '../config/pem/facts';
import { orderEdits } from '../config/pem/order';
import type { ChainFacts } from '../probe/facts';
import { maskSecrets } from '../text/secrets';
import type { CertificateReader } from '../x509/certificate-reader';
import { type ConfigFinding, judgeConfig } from './config-engine';
import type { ConfigContext, ConfigFix, ConfigRule } from './config-rule';
import { judgeChainFacts } from './endpoint-engine';
import type { EndpointRule } from './endpoint-rule';
import { type RuleSet, weaker } from './engine';

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
  { facts, text }: { readonly facts: ConfigFacts; readonly text: string },
  { context, rules, reader }: { readonly context: ConfigContext; readonly rules: PemRules; readonly reader: CertificateReader },
): ConfigFinding[] {
  const own = pemOf(facts);
  if (!own) return [];
  const found = judgeConfig(facts, context, rules.config);
  const name = nameOfFile(facts.root);
  const chain = own.use === 'chain' ? chainOfFile(own, { file: name, now: context.now, reader }) : undefined;
  if (!chain) return found;
  const fix = orderFix(text, own, chain);
  const places = certificateHeads(own.blocks);
  const findings = judgeChainFacts(chain, ofFiles(rules.chain)).map((finding) => placed(finding, { places, root: facts.root, fix, rules }));
  return [...found, ...findings].sort((a, b) => a.place.at.start - b.place.at.start || a.place.at.end - b.place.at.end);
}

/** `fullchain.pem` of a path or a URI. */
function nameOfFile(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return name === '' ? file : name;
}

interface Around {
  readonly places: readonly ConfigFinding['place'][];
  readonly root: string;
  readonly fix: ConfigFix | undefined;
  readonly rules: PemRules;
}

function placed({ rule, severity, message, remedy, cites, at }: ReportFinding, { places, root, fix, rules }: Around): ConfigFinding {
  const isSet = rules.chain.active.some((one) => one.rule.id === rule && one.isSet);
  return {
    rule,
    severity: rule === 'chain/self-signed' && !isSet ? weaker(severity, 'warning') : severity,
    place: places[at.certificate ?? 0] ?? places[0] ?? { file: root, at: { start: 0, end: 0 } },
    message,
    ...(remedy !== undefined && { remedy }),
    cites,
    ...(fix && aboutOrder.has(rule) && { fix }),
  };
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

const ofFiles = (rules: RuleSet<EndpointRule>): RuleSet<EndpointRule> => ({
  ...rules,
  active: rules.active.filter(({ rule }) => ofLists.has(rule.id)),
});

/** Leaf first, what leads up from it, no root. */
function orderFix(text: string, { blocks }: PemFacts, { verdict }: ChainFacts): ConfigFix | undefined {
  const edits = verdict.kind === 'judged' ? orderEdits(text, blocks, verdict.repaired) : undefined;
  if (!edits?.every((edit) => maskSecrets(edit.text) === edit.text)) return undefined;
  return { title: 'Put the certificates in order: the own one first, its issuers behind it, no root', edits };
}
