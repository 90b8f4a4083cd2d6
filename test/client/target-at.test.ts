import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shownTarget, targetAt, targetOf } from '../../client/probe/target-at';

describe('the target under the cursor', () => {
  // The cursor stands at the bar.
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['Contact: <sip:alice@192.0.2.10:50|61;transport=tls>', 'sip:192.0.2.10:5061;transport=tls'],
    ['|sips:alice:secret@Example.com;lr?x=y', 'sips:Example.com'],
    ['<sip:bob@[2001:db8::1]:5061;ob;transport=TLS;lr|>', 'sip:[2001:db8::1]:5061;transport=TLS'],
    ['sip:example.com;maddr=192.0.2.1|;transport=tls', 'sip:example.com;maddr=192.0.2.1;transport=tls'],
    ['listen=tls:198.51.100.|20:5061', '198.51.100.20:5061'],
    ['Via: SIP/2.0/TLS [2001:db8::1]:50|61;branch=z9hG4bK', '[2001:db8::1]:5061'],
    ['outbound_proxy = "sip.exam|ple.com"', 'sip.example.com'],
    ['proxy local|host:5061 is up', 'localhost:5061'],
    ['(sip:edge.example.|com:5061)', 'sip:edge.example.com:5061'],
    ['nothing he|re', undefined],
    ['|', undefined],
    ['sip.example.com is not | where the cursor stands', undefined],
    [`sip:|${'a'.repeat(10_000)}`, undefined],
  ];
  for (const [line, expected] of cases)
    it(line.slice(0, 60), () => {
      const at = line.indexOf('|');
      const found = targetAt(line.replace('|', ''), at);
      if (line.length < 1000) assert.equal(found, expected);
      // Cut, and no host name then: the server says so.
      else assert.ok((found?.length ?? 0) < 600);
    });

  it('is linear in long lines', () => {
    for (const line of ['a.'.repeat(100_000), 'sip:'.repeat(50_000), 'a-'.repeat(100_000), '['.repeat(100_000), '1:1'.repeat(50_000)]) {
      const start = performance.now();
      targetAt(line, 100_000);
      assert.ok(performance.now() - start < 1000, line.slice(0, 6));
    }
  });

  it('is shown without what a question need not say', () => {
    assert.equal(shownTarget('sip:198.51.100.20:5061;transport=tls'), '198.51.100.20:5061');
    assert.equal(shownTarget('sips:example.com'), 'example.com');
    assert.equal(targetOf('tel:+49'), undefined);
  });
});
