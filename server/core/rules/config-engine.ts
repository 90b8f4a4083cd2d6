import type { ConfigFacts, FilePlace } from '../config/model';
import { maskSecrets } from '../text/secrets';
import type { ConfigContext, ConfigExtras, ConfigFix, ConfigReport, ConfigRule } from './config-rule';
import { type RuleSet, weaker } from './engine';
import type { Severity } from './rule';

/** A finding in a configuration. Spans are in the text of the file that the place names. */
export interface ConfigFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly place: FilePlace;
  readonly message: string;
  readonly remedy?: string;
  readonly cites: readonly string[];
  readonly fix?: ConfigFix;
  readonly related?: readonly { readonly message: string; readonly place: FilePlace }[];
}

/**
 * Runs the rules over one configuration. Findings come in the order of its files and of their texts; of one cause at one place the best
 * finding only, as the rules say themselves (`covers`). A rule that throws becomes a finding of its own, and the others run on. No secret
 * that a setting holds is in any of them.
 */
export function judgeConfig(facts: ConfigFacts, context: ConfigContext, rules: RuleSet<ConfigRule>): ConfigFinding[] {
  const found: Found[] = [];
  const safe = hiding(facts);
  for (const { rule, severity, isSet } of rules.active) {
    if (rule.products && !rule.products.includes(facts.product)) continue;
    const report: ConfigReport = (place, message, extras = {}) => {
      const finding = findingOf(rule, weighed(severity, isSet, extras), { place, message, extras });
      const { covers = [], coversAt = [] } = extras;
      found.push({ finding: withoutSecrets(finding, safe), covers, at: [place, ...coversAt] });
    };
    try {
      rule.check(facts, context, report);
    } catch (error) {
      const message = `The rule ${rule.id} failed on this configuration and was left out: ${String(error)}`;
      const place = { file: facts.root, at: { start: 0, end: 0 } };
      found.push({ finding: { rule: 'internal/rule-failed', severity: 'warning', place, message, cites: [] }, covers: [], at: [] });
    }
  }
  const covered = new Map<string, FilePlace[]>();
  for (const { covers, at } of found)
    for (const id of covers) {
      const known = covered.get(id);
      if (known) known.push(...at);
      else covered.set(id, [...at]);
    }
  const isCovered = ({ finding }: Found): boolean => covered.get(finding.rule)?.some((place) => overlaps(place, finding.place)) === true;
  const order = new Map(facts.files.map((file, index) => [file, index]));
  const rank = ({ place }: ConfigFinding): number => order.get(place.file) ?? order.size;
  return found
    .filter((one) => !isCovered(one))
    .map(({ finding }) => finding)
    .sort((a, b) => rank(a) - rank(b) || a.place.at.start - b.place.at.start || a.place.at.end - b.place.at.end);
}

interface Found {
  readonly finding: ConfigFinding;
  readonly covers: readonly string[];
  /** Where it covers others. */
  readonly at: readonly FilePlace[];
}

const overlaps = (a: FilePlace, b: FilePlace): boolean => a.file === b.file && a.at.start <= b.at.end && b.at.start <= a.at.end;

function weighed(severity: Severity, isSet: boolean, { severity: own, atMost }: ConfigExtras): Severity {
  const weight = isSet ? severity : (own ?? severity);
  return atMost ? weaker(weight, atMost) : weight;
}

function findingOf(
  rule: ConfigRule,
  severity: Severity,
  { place, message, extras }: { place: FilePlace; message: string; extras: ConfigExtras },
): ConfigFinding {
  const { remedy = rule.remedy, fix, related } = extras;
  return {
    rule: rule.id,
    severity,
    place,
    message,
    remedy,
    cites: rule.cites,
    ...(fix && { fix }),
    ...(related && { related }),
  };
}

/** Shorter ones would be met in words that are no secrets. */
const SHORTEST = 4;

/** Masks what reads as a secret, and the passphrases that this configuration states, wherever they are quoted. */
function hiding({ profiles }: ConfigFacts): (text: string) => string {
  const secrets = new Set(profiles.flatMap(({ keyPassword }) => keyPassword?.text ?? []).filter((text) => text.length >= SHORTEST));
  return (text) => {
    let safe = maskSecrets(text);
    for (const secret of secrets) safe = safe.replaceAll(secret, '*'.repeat(secret.length));
    return safe;
  };
}

function withoutSecrets(finding: ConfigFinding, safe: (text: string) => string): ConfigFinding {
  const { message, remedy, fix, related, ...rest } = finding;
  // An edit with stars in it would destroy what it is to mend; there is no fix then.
  const isHarmless = fix?.edits.every(({ text }) => safe(text) === text);
  return {
    ...rest,
    message: safe(message),
    ...(remedy !== undefined && { remedy: safe(remedy) }),
    ...(fix && isHarmless && { fix: { ...fix, title: safe(fix.title) } }),
    ...(related && { related: related.map((each) => ({ ...each, message: safe(each.message) })) }),
  };
}
