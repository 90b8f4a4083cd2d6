import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { endpointRules } from '#core/rules/endpoint.gen';
import type { EndpointRule } from '#core/rules/endpoint-rule';
import { selectRules } from '#core/rules/engine';
import { hrefOf } from '#core/text/citations';
import type { ReportFinding } from '../../server/contracts';
import { chainScenes } from '../support/chain-scene';
import { probeScenes } from '../support/probe-scene';
import { type Case, casesOf, only, type SceneBuilders, sceneMutations } from '../support/scenes';
import { tlsScenes } from '../support/tls-scene';

/** Who makes facts of the scenes of a subject. */
const builders: SceneBuilders = { tls: tlsScenes, chain: chainScenes, probe: probeScenes };

// RULE=tls/alert- runs those whose id contains it.
const wanted = endpointRules.filter((rule) => rule.id.includes(process.env.RULE ?? '') && builders[rule.subject]);
const cases = new Map(wanted.map((rule) => [rule, casesOf(rule, builders)]));

describe('examples of rules about endpoints', () => {
  for (const rule of wanted)
    it(rule.id, async () => {
      const examples = cases.get(rule) ?? [];
      for (const example of examples) {
        const found = await example.judge(only(rule, example.profile));
        assert.deepEqual(
          found.map(asLine),
          example.finds.map((severity) => `${severity} ${rule.id}`),
          example.title,
        );
        for (const finding of found) checkTexts(finding);
      }
      assert.ok(
        examples.some(({ finds }) => finds.length > 0),
        'no example that fires',
      );
      assert.ok(
        examples.some(({ finds }) => finds.length === 0),
        'no example that stays silent',
      );
    });
});

/** Where a mutation changes what the rule is about, and why. */
const exempt: { readonly [rule: string]: { readonly [mutation: string]: string } } = {
  'probe/ipv6-broken': { IPv6: 'then there is no IPv4 to compare with' },
};

describe('rules about endpoints find the same whatever the addresses and names are', () => {
  for (const rule of wanted)
    it(rule.id, async () => {
      for (const example of cases.get(rule) ?? [])
        for (const { name, change } of sceneMutations) {
          if (exempt[rule.id]?.[name] !== undefined) continue;
          const found = await example.judge(only(rule, example.profile), change);
          assert.deepEqual(
            found.map(asLine),
            example.finds.map((severity) => `${severity} ${rule.id}`),
            `${example.title}: ${name}`,
          );
          for (const finding of found) checkTexts(finding);
        }
    });
});

describe('all rules over all examples', () => {
  const all = selectRules(endpointRules, 'strict', Object.fromEntries(endpointRules.filter(isOffInStrict).map(({ id }) => [id, 'info'])));
  for (const subject of ['tls', 'chain', 'probe'] as const)
    it(subject, async () => {
      const commands = new Set<string>();
      for (const example of of(subject))
        for (const finding of await example.judge(all)) {
          assert.notEqual(finding.rule, 'internal/rule-failed', `${example.rule.id}, ${example.title}: ${finding.message}`);
          checkTexts(finding);
          if (finding.command !== undefined) commands.add(finding.command);
        }
      checkSyntax(commands);
    });
});

function of(subject: EndpointRule['subject']): Case[] {
  return [...cases].flatMap(([rule, examples]) => (rule.subject === subject ? examples : []));
}

function isOffInStrict({ severity }: EndpointRule): boolean {
  return severity.strict === 'off';
}

it('each rule about endpoints is named as its file, and cites what can be looked up', () => {
  const folder = join(process.cwd(), 'server/core/rules');
  const files = ['chain', 'probe', 'tls'].flatMap((inner) =>
    readdirSync(join(folder, inner)).map((file) => `${inner}/${file.slice(0, -3)}`),
  );
  assert.deepEqual(endpointRules.map(({ id }) => id).sort(), files.sort());
  for (const { id, subject, title, remedy, cites } of endpointRules) {
    assert.equal(id.split('/')[0], subject);
    assert.match(title, /^\S.*[^.\s]$/, id);
    assert.match(remedy, /^\S.*[.!?)]$/, id);
    assert.equal(new Set(cites).size, cites.length, id);
    for (const cite of cites)
      if (cite.startsWith('RFC'))
        assert.ok(/^RFC \d+(?: (?:§[A-Z]?[\d.]*\d|Appendix [A-Z]))?$/.test(cite) && hrefOf(cite), `${id}: ${cite}`);
  }
});

const asLine = ({ severity, rule, message }: ReportFinding): string => (rule === 'internal/rule-failed' ? message : `${severity} ${rule}`);

function checkTexts({ rule, message, remedy = '', command = '' }: ReportFinding): void {
  for (const text of [message, remedy, command]) {
    assert.doesNotMatch(text, /undefined|\bNaN\b|(?<!\/dev\/)\bnull\b|\[object|(?<!\\u)\{[a-zA-Z]+[}:]|\s\s|\s$/, rule);
    assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\u2028\u2029]/u, `${rule}: characters that do not show`);
    assert.ok(text.length < 2500, `${rule}: ${text.length} characters`);
  }
  assert.match(message, /[.!?)”"]$/, `${rule}: ${message}`);
  if (command !== '') assert.match(command, /^(?:openssl |dig |\(printf |sleep \d+ \| openssl )/, rule);
}

/** A shell reads them, and runs none. */
function checkSyntax(commands: ReadonlySet<string>): void {
  if (process.platform === 'win32' || commands.size === 0) return;
  const sh = spawnSync('sh', ['-n'], { input: [...commands].join('\n'), encoding: 'utf8' });
  assert.equal(`${sh.status} ${sh.stderr}`, '0 ');
}
