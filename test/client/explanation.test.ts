import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rules } from '#core/rules/all.gen';
import { explanation } from '../../client/explanation';

describe('explanation of a finding', () => {
  it('title, remedy, citations as links, a marked message and a good one', () => {
    const shown = explanation({
      id: 'sip/sample',
      severity: { practical: 'warning', strict: 'error' },
      title: 'Route <sip:…> has no `lr`',
      remedy: 'Write it.',
      cites: ['RFC 3261 §16.12.1', 'the forum'],
      examples: [
        {
          text: '\nACK sip:b@example.com SIP/2.0\n    ^^^ sip/sample\nRoute: <sip:p>\n\nv=0',
          framing: { from: '192.0.2.1:5060', to: '192.0.2.2:5061', transport: 'TLS' },
        },
        '\nACK sip:good@example.com SIP/2.0\n',
      ],
    });
    assert.equal(
      shown,
      `# Route \\<sip:…\\> has no \\\`lr\\\`

\`sip/sample\` · warning in the profile practical, error in strict

**What to do:** Write it.

**Where it is written:** [RFC 3261 §16.12.1](https://www.rfc-editor.org/rfc/rfc3261#section-16.12.1), the forum

## Found in

TLS 192.0.2.1:5060 → 192.0.2.2:5061

<pre><code>ACK <mark>sip</mark>:b@example.com SIP/2.0
Route: &lt;sip:p&gt;

v=0</code></pre>

## Not found in

<pre><code>ACK sip:good@example.com SIP/2.0</code></pre>

This finding can be turned off or given another severity by the setting \`sipTls.rules\`.
`,
    );
  });

  it('shows both kinds of examples for every rule', () => {
    for (const rule of rules) {
      const shown = explanation(rule);
      assert.ok(/\n## Found in\n.*<mark>.*\n## Not found in\n/s.test(shown), rule.id);
    }
  });
});
