import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { SipDocument } from '../../server/documents';

const text = readFileSync('test/fixtures/tls-phone-to-udp-phone.siptrace', 'utf8');
const open = (content: string) => new SipDocument({ uri: 'file:///a', languageId: 'sip-trace', version: 1, text: content });
const at = (offset: number, document: SipDocument) => ({ start: document.positionAt(offset), end: document.positionAt(offset) });
const now = () => true;

function summary(document: SipDocument) {
  document.trace.judgeSome(() => false);
  return document.trace.entries.map(({ start, frame, facts, findings }) => ({ start, frame, facts, findings: findings.length }));
}

describe('a document that is read step by step', () => {
  it('is the same as one that is read at once', () => {
    const document = open(text);
    let steps = 1;
    while (!document.readSome(now)) steps++;
    assert.ok(steps > 10, `${steps} steps`);
    assert.ok(document.isRead);
    assert.deepEqual(summary(document), summary(open(text)));
  });

  it('begins again where it is edited meanwhile, but not for ever', () => {
    const document = open(text);
    for (let i = 0; i < 20 && !document.isRead; i++) {
      document.readSome(now);
      document.update([{ range: at(text.indexOf('bob'), document), text: 'x' }], i + 2);
    }
    assert.ok(document.isRead, 'a typist does not keep it from being read');
    assert.deepEqual(summary(document), summary(open(document.getText())));
  });

  it('is read anew where very much is pasted', () => {
    const document = open(text);
    assert.ok(document.trace.entries.length > 0);
    const pasted = text.repeat(Math.ceil(2_100_000 / text.length));
    document.update([{ range: at(0, document), text: pasted }], 2);
    assert.equal(document.isRead, false);
    document.update([{ range: at(5000, document), text: 'y' }], 3);
    assert.equal(document.trace.entries.length, open(document.getText()).trace.entries.length);
  });
});
