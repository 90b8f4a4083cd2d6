import { judgeChainFacts, judgeProbe, judgeTls } from '#core/rules/endpoint-engine';
import type { EndpointExample, EndpointRule } from '#core/rules/endpoint-rule';
import { type RuleSet, selectRules } from '#core/rules/engine';
import type { Profile } from '#core/rules/rule';
import type { ReportFinding } from '../../server/contracts';
import type { ProbeFacts } from '../../server/core/probe/facts';

/**
 * Makes facts of the scenes of one subject: writes the octets that a scene describes and has them read by the readers of the probe.
 * `defaults` is what a scene need not say and a mutation changes all the same: sockets and names.
 */
export interface SceneBuilder<Scene, Facts> {
  readonly defaults: Partial<Scene>;
  build(scene: Scene): Facts | Promise<Facts>;
}

type RuleOf<Subject> = Extract<EndpointRule, { readonly subject: Subject }>;
type FactsOf<Subject> = Parameters<RuleOf<Subject>['check']>[0];
type SceneOf<Subject> = RuleOf<Subject>['examples'] extends readonly EndpointExample<infer Scene>[] | undefined ? Scene : never;
export type SceneBuilders = { readonly [S in EndpointRule['subject']]?: SceneBuilder<SceneOf<S>, FactsOf<S>> };

/** An example, and what it is of. `judge` runs rules of the same subject over it. */
export interface Case {
  readonly rule: EndpointRule;
  readonly title: string;
  readonly profile: Profile;
  readonly finds: readonly string[];
  /** `change` rewrites every text of the scene first. */
  judge(rules: RuleSet<EndpointRule>, change?: (text: string) => string): Promise<ReportFinding[]>;
}

export function casesOf(rule: EndpointRule, builders: SceneBuilders): Case[] {
  if (rule.subject === 'tls') return cases(rule, rule.examples, { builder: builders.tls, judge: judgeTls });
  if (rule.subject === 'chain') return cases(rule, rule.examples, { builder: builders.chain, judge: judgeChainFacts });
  return cases(rule, rule.examples, { builder: builders.probe, judge: judgeTarget });
}

/** What is of one address stands there, beside what other rules say of its conversation and its certificates. */
function judgeTarget(facts: ProbeFacts, rules: RuleSet<EndpointRule>): ReportFinding[] {
  const { target, endpoints } = judgeProbe(facts, rules);
  return [...target, ...endpoints.flat()].filter(({ rule }) => !/^(?:tls|chain)\//.test(rule));
}

interface Ways<Scene, Facts> {
  readonly builder: SceneBuilder<Scene, Facts> | undefined;
  judge(facts: Facts, rules: RuleSet<EndpointRule>): ReportFinding[];
}

function cases<Scene extends object, Facts>(
  rule: EndpointRule,
  examples: readonly EndpointExample<Scene>[] = [],
  { builder, judge }: Ways<Scene, Facts>,
): Case[] {
  if (!builder) return [];
  const { defaults, build } = builder;
  return examples.map((example) => {
    const whole = { ...defaults, ...example.scene };
    let built: Facts | Promise<Facts> | undefined;
    return {
      rule,
      title: example.title,
      profile: example.profile ?? (rule.severity.practical === 'off' ? 'strict' : 'practical'),
      finds: example.finds,
      async judge(rules, change) {
        if (change) return judge(await build(rewritten(whole, change)), rules);
        built ??= build(whole);
        return judge(await built, rules);
      },
    };
  });
}

/** The rule alone, in a profile; one that is off there runs all the same. */
export const only = (rule: EndpointRule, profile: Profile): RuleSet<EndpointRule> =>
  rule.severity[profile] === 'off' ? selectRules([rule], profile, { [rule.id]: 'info' }) : selectRules([rule], profile);

/** A copy of plain data in which every text was changed. */
function rewritten<T>(value: T, change: (text: string) => string): T {
  const copy = (part: unknown): unknown => {
    if (typeof part === 'string') return change(part);
    if (Array.isArray(part)) return part.map(copy);
    if (part === null || typeof part !== 'object' || Object.getPrototypeOf(part) !== Object.prototype) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, copy(inner)]));
  };
  return copy(value) as T;
}

/** Other names for the same things, everywhere in a scene: nothing that a rule says may hang on them. */
export interface SceneMutation {
  readonly name: string;
  change(text: string): string;
}

const address = /(?<![\d.\w-])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(:\d+)?(?![\d.\w-])/g;

export const sceneMutations: readonly SceneMutation[] = [
  {
    name: 'IPv6',
    change: (text) =>
      text.replace(address, (_all, a: string, b: string, c: string, d: string, port: string | undefined) => {
        const v6 = a === '127' ? '::1' : `2001:db8::${pair(a, b)}:${pair(c, d)}`;
        return port === undefined ? v6 : `[${v6}]${port}`;
      }),
  },
  {
    name: 'other addresses',
    change: (text) =>
      text.replace(address, (all, a: string, _b: string, _c: string, d: string, port = '') =>
        a === '127' ? all : `203.0.113.${d}${port}`,
      ),
  },
  {
    name: 'other names',
    change: (text) => text.replace(/\bexample\.(com|net|org)\b/g, (_all, top: string) => `voice-${top}.example`),
  },
];

const pair = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16);
