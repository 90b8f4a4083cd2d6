import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeProbe } from '#core/rules/endpoint-engine';
import { defineChainRule, defineProbeRule, type EndpointRule, type PlaceExtras } from '#core/rules/endpoint-rule';
import { selectRules } from '#core/rules/engine';
import optionsNoAnswer from '#core/rules/probe/options-no-answer';
import type { RuleSeverity } from '#core/rules/rule';
import { probeScenes } from '../support/probe-scene';

const texts = { severity: { practical: 'error', strict: 'error' }, title: 'Title', remedy: 'Remedy.', cites: [] } as const;

/** Speaks of the second address. */
const ofTarget = (extras: PlaceExtras): EndpointRule =>
  defineProbeRule({
    id: 'probe/second',
    subject: 'probe',
    ...texts,
    check: ({ endpoints }, _context, report) => report('It is the second.', { at: { endpoint: endpoints[1]?.socket ?? '' }, ...extras }),
  });

/** Speaks of every address. */
const ofEach = defineChainRule({
  id: 'chain/each',
  subject: 'chain',
  ...texts,
  check: ({ server }, _context, report) => report(`It is ${server}.`),
});

async function found(extras: PlaceExtras, overrides: { readonly [rule: string]: RuleSeverity } = {}): Promise<string[]> {
  const facts = await probeScenes.build({
    target: 'sip.example.com:5061',
    zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
  });
  const { target, endpoints } = judgeProbe(facts, selectRules([ofTarget(extras), ofEach], 'practical', overrides));
  return [...target, ...endpoints.flat()].map(({ rule, at }) => `${rule} ${at.endpoint}`);
}

describe('where a finding is told', () => {
  it('what is of the answer to OPTIONS stands at the address that gave it', async () => {
    const facts = await probeScenes.build({
      target: 'sip.example.com:5061',
      zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
      endpoints: [{ socket: '192.0.2.2:5061', options: { outcome: 'silent' } }],
    });
    const { target, endpoints } = judgeProbe(facts, selectRules([optionsNoAnswer, ofTarget({})], 'practical', {}));
    const ids = [target, ...endpoints].map((findings) => findings.map(({ rule }) => rule));
    assert.deepEqual(ids, [['probe/second'], [], ['probe/options-no-answer']]);
  });
});

describe('one cause draws one finding', () => {
  it('what says nothing of others stands beside them', async () =>
    assert.deepEqual(await found({}), ['probe/second 192.0.2.2:5061', 'chain/each 192.0.2.1:5061', 'chain/each 192.0.2.2:5061']));

  it('a finding that covers another at the same address', async () =>
    assert.deepEqual(await found({ covers: ['chain/each'] }), ['probe/second 192.0.2.2:5061', 'chain/each 192.0.2.1:5061']));

  it('a finding that yields to another at the same address', async () =>
    assert.deepEqual(await found({ yieldsTo: ['chain/each'] }), ['chain/each 192.0.2.1:5061', 'chain/each 192.0.2.2:5061']));

  it('a rule that is off covers nothing, and nobody yields to it', async () => {
    assert.deepEqual(await found({ covers: ['chain/each'] }, { 'probe/second': 'off' }), [
      'chain/each 192.0.2.1:5061',
      'chain/each 192.0.2.2:5061',
    ]);
    assert.deepEqual(await found({ yieldsTo: ['chain/each'] }, { 'chain/each': 'off' }), ['probe/second 192.0.2.2:5061']);
  });
});
