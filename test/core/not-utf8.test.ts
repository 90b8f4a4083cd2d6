import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyDigest } from '#core/rules/digest';
import { checkMessage, selectRules } from '#core/rules/engine';
import notUtf8 from '#core/rules/sip/not-utf8';
import { SipMessage } from '#core/sip/message';

/** What is marked in the Subject of a message; where `bytes` is true each character of it is one octet. */
function marked(subject: string, bytes: boolean): string[] {
  const text = `OPTIONS sip:bob@example.net SIP/2.0\r\nSubject: ${subject}\r\n\r\n\xff\ufffd`;
  const message = new SipMessage(text, { bytes });
  const facts = { hop: { isLoopback: false }, loses: [], trace: emptyDigest };
  return checkMessage(message, facts, selectRules([notUtf8], 'strict')).map(({ at }) => text.slice(at.start, at.end));
}

// The examples of the rule are texts; a file that is no UTF-8 is read as octets.
describe('sip/not-utf8 on octets', () => {
  it('whole characters of UTF-8 are right', () => assert.deepEqual(marked('J\xc3\xb6rg \xe2\x82\xac \xf0\x9f\x93\x9e', true), []));
  it('a Latin-1 letter is marked', () => assert.deepEqual(marked('J\xf6rg', true), ['\xf6']));
  it('a character that breaks off is marked', () => assert.deepEqual(marked('\xd0\xb0 \xe2\x82', true), ['\xe2']));
  it('a surrogate and an overlong form are no UTF-8', () => {
    assert.deepEqual(marked('\xed\xa0\x80', true), ['\xed']);
    assert.deepEqual(marked('\xc0\x80', true), ['\xc0']);
  });
  it('the same letter in a decoded text is right', () => assert.deepEqual(marked('J\xf6rg', false), []));
  it('a control character is marked, a quoted-pair is not', () => {
    assert.deepEqual(marked('a\x01b', false), ['\x01']);
    assert.deepEqual(marked('"a\\\x07b"', false), []);
  });
});
