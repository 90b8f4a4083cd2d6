import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EnumerationFacts } from '#core/probe/facts';
import { lockedOut } from '#core/probe/locked-out';
import { lockedOutBy } from '#core/report/probe/locked-out';
import { suiteByName } from '#core/tls/suites';
import { TLS10, TLS12, TLS13 } from '#core/tls/versions';

const gcm = 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384';
const ecdsa = 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384';
const rsa = 'TLS_RSA_WITH_AES_256_CBC_SHA';

/** What is switched off, what is left, and who is locked out. */
const cases: readonly [off: string | readonly string[], left: readonly string[] | undefined, who: readonly string[] | 'unknown'][] = [
  ['TLSv1', ['TLSv1.2', 'TLSv1.3'], ['old Polycom phones']],
  ['TLSv1', undefined, ['old Polycom phones']],
  ['TLSv1.1', ['TLSv1.2', 'TLSv1.3'], 'unknown'],
  ['TLSv1.1', ['TLSv1', 'TLSv1.2'], 'unknown'],
  ['TLSv1.2', ['TLSv1.3'], ['Genesys Cloud (BYOC Cloud)']],
  ['TLSv1.2', undefined, ['Genesys Cloud (BYOC Cloud)']],
  [['TLSv1', 'TLSv1.2'], ['TLSv1.3'], ['old Polycom phones', 'Genesys Cloud (BYOC Cloud)']],
  ['TLSv1.3', ['TLSv1.2'], 'unknown'],
  ['SSLv3', ['TLSv1.2'], 'unknown'],
  ['TLSv9', [], 'unknown'],
  ['', [], 'unknown'],
  [rsa, [gcm], ['old Polycom phones']],
  [rsa, [ecdsa], ['old Polycom phones', 'Genesys Cloud (BYOC Cloud)']],
  [[rsa, gcm], [ecdsa], ['old Polycom phones', 'Genesys Cloud (BYOC Cloud)', 'Microsoft Teams']],
  [gcm, [ecdsa, 'TLS_AES_256_GCM_SHA384', 'TLSv1.3'], ['Genesys Cloud (BYOC Cloud)']],
  [rsa, [rsa], 'unknown'],
  [rsa, [], 'unknown'],
];

describe('who is locked out', () => {
  for (const [off, left, who] of cases)
    it(`without ${off === '' ? 'nothing' : off} of ${left ?? 'all'}`, () => {
      const found = lockedOut(off, left);
      assert.deepEqual(found === 'unknown' ? found : found.map(({ title }) => title), who);
      if (found !== 'unknown') for (const { why, source } of found) assert.ok(why !== '' && source.startsWith('https://'));
    });

  it('in the report: for each old version, and for the weak suites together', () => {
    const code = (name: string): number => suiteByName(name)?.code ?? 0;
    const facts: EnumerationFacts = {
      versions: new Map([
        [TLS10, 'accepted'],
        [TLS12, 'accepted'],
        [TLS13, 'refused'],
      ]),
      suites: [
        { version: TLS12, suite: code(gcm) },
        { version: TLS12, suite: code(rsa) },
        { version: TLS10, suite: code(rsa) },
      ],
      serverOrder: true,
      groups: [],
      schemes: [],
      protocols: [],
      compression: false,
      isComplete: true,
      hellos: 5,
    };
    assert.deepEqual(lockedOutBy(facts), [
      { what: 'TLS 1.0', who: 'old Polycom phones (speaks nothing newer than TLS 1.0); of others unknown' },
      { what: rsa, who: 'old Polycom phones (has no suite in common with what is left); of others unknown' },
    ]);
    const cbc = { version: TLS12, suite: code('TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA') };
    assert.deepEqual(lockedOutBy({ ...facts, versions: new Map([[TLS12, 'accepted']]), suites: [...facts.suites, cbc] }), [
      { what: 'all 2 weak suites', who: 'old Polycom phones (has no suite in common with what is left); of others unknown' },
    ]);
    assert.deepEqual(
      lockedOutBy({ ...facts, versions: new Map([[TLS12, 'accepted']]), suites: [{ version: TLS12, suite: code(gcm) }] }),
      [],
    );
  });
});
