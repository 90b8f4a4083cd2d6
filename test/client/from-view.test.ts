import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFromView } from '../../client/probe/from-view';
import type { FromProbeView } from '../../client/views/messages';

describe('messages of the probe view', () => {
  const look = { chosen: '192.0.2.1:5061', closed: ['findings'], opened: [], listsAll: true };
  const good: readonly FromProbeView[] = [
    { kind: 'ready', look },
    { kind: 'look', look: { closed: [], opened: [], listsAll: false } },
    { kind: 'fold', look },
    ...(['again', 'cancel', 'compare', 'export', 'enumerate', 'check-revocation'] as const).map((kind, id) => ({ kind, id })),
    { kind: 'copy', id: 1, text: 'openssl' },
    { kind: 'save-pem', id: 2, which: 'repaired', endpoint: '192.0.2.1:5061' },
    { kind: 'open', id: 3, href: 'https://www.rfc-editor.org/rfc/rfc5922' },
  ];
  for (const message of good) it(message.kind, () => assert.deepEqual(readFromView(JSON.parse(JSON.stringify(message))), message));

  it('are nothing else', () => {
    const bad: readonly unknown[] = [
      undefined,
      null,
      'again',
      {},
      { kind: 'again' },
      { kind: 'again', id: '1' },
      { kind: 'copy', id: 1 },
      { kind: 'save-pem', id: 1, which: 'key', endpoint: 'x' },
      { kind: 'open', id: 1, href: {} },
      { kind: 'ready' },
      { kind: 'constructor', id: 1 },
      { kind: 'probe', id: 1, target: 'sip.example.com' },
    ];
    for (const message of bad) assert.equal(readFromView(message), undefined, JSON.stringify(message));
    const many = readFromView({ kind: 'look', look: { closed: Array(1000).fill('x'), opened: 'all', listsAll: 'yes', chosen: 7 } });
    assert.deepEqual(many, { kind: 'look', look: { closed: Array(200).fill('x'), opened: [], listsAll: false } });
  });
});
