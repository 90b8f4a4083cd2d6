import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rules } from '#core/rules/all.gen';
import type { ExampleCase, Rule } from '#core/rules/rule';
import { caseOf, runRule } from '../support/examples';

const base = `INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com;transport=tls>
`;
const old = base.replace(';branch=z9hG4bKa1', '').replace(';tag=a1', '').replace('Max-Forwards: 70\n', '');
const sized = (length: number, body: string) => `${base}Content-Type: application/sdp\nContent-Length: ${length}\n\n${body}`;

describe('the same rule weighs less', () => {
  it('where a length differs as much as replaced addresses can make it', () => {
    const published = 'v=0\nc=IN IP6 2001:db8::20\n';
    const own = 'v=0\nc=IN IP6 2a01:4f8::20\n';
    checkWeights('sip/content-length-mismatch', [
      ['error', sized(60, own)],
      ['warning', sized(60, published)],
      ['error', sized(61, published)],
    ]);
  });

  it('where a datagram holds more than its body, not where it holds less', () => {
    const framing = { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' };
    checkWeights(
      'sip/content-length-mismatch',
      [
        ['warning', sized(3, 'v=0\ns=-\n')],
        ['error', sized(99, 'v=0\ns=-\n')],
      ],
      { framing },
    );
  });

  it('where an RFC 2543 program wrote the request', () => {
    for (const [rule, line] of [
      ['sip/record-route-lr-missing', 'Record-Route: <sip:p1.example.com>\n'],
      ['sip/contact-param-outside-brackets', 'Refer-To: <sip:carol@example.com>;user=phone\n'],
    ] as const)
      checkWeights(rule, [
        ['error', base + line],
        ['warning', old + line],
      ]);
    checkWeights('sip/from-tag-missing', [
      ['error', base.replace(';tag=a1', '')],
      ['warning', old],
    ]);
  });

  it('where only the letter of the grammar is broken', () => {
    const text = base.replace('z9hG4bKa1', 'z9hG4bKa1;received=[2001:db8::1]');
    checkWeights('sip/via-sent-by-malformed', [['error', text]]);
    checkWeights('sip/via-sent-by-malformed', [['hint', text]], { profile: 'practical' });
  });
});

function checkWeights(id: string, expected: readonly (readonly [string, string])[], given: Partial<ExampleCase> = {}): void {
  const rule = rules.find((each) => each.id === id) as Rule;
  for (const [severity, text] of expected) {
    const example = caseOf(rule, { profile: 'strict', ...given, text });
    assert.deepEqual(
      runRule(rule, text, example).map((finding) => finding.severity),
      [severity],
      text,
    );
  }
}
