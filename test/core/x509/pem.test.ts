import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readPem, writePem } from '#core/x509/pem';

const block = writePem('CERTIFICATE', Uint8Array.of(1, 2, 3, 4));
const told = (text: string): string[] =>
  readPem(text).map((found) => {
    const at = found.label;
    if (found.kind === 'broken') return `broken ${at}: ${found.reason} (${JSON.stringify(text.slice(found.fault.start, found.fault.end))})`;
    return found.kind === 'key' ? `key ${at}${found.isEncrypted ? ' encrypted' : ''}` : `${found.kind} ${at} ${found.der.join(' ')}`;
  });

describe('x509 PEM', () => {
  for (const [title, text, ...expected] of [
    ['one block', block, 'certificate CERTIFICATE 1 2 3 4'],
    ['CRLF, spaces, no last line end', block.trimEnd().replaceAll('\n', ' \r\n\t'), 'certificate CERTIFICATE 1 2 3 4'],
    ['two, and words between', `a\n${block}# b -----\n${block}`, 'certificate CERTIFICATE 1 2 3 4', 'certificate CERTIFICATE 1 2 3 4'],
    ['padding left out', block.replaceAll('=', ''), 'certificate CERTIFICATE 1 2 3 4'],
    ['headers', '-----BEGIN X509 CRL-----\nNote: a\n b\n\nAQID\n-----END X509 CRL-----', 'other X509 CRL 1 2 3'],
    ['a key', '-----BEGIN EC PRIVATE KEY-----\nAQID\n-----END EC PRIVATE KEY-----', 'key EC PRIVATE KEY'],
    [
      'an encrypted key of the old kind',
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES\n\nAQID\n-----END RSA PRIVATE KEY-----',
      'key RSA PRIVATE KEY encrypted',
    ],
    ['a key without its end', '-----BEGIN PRIVATE KEY-----\nAQID', 'key PRIVATE KEY'],
    ['no end', block.slice(0, 33), 'broken CERTIFICATE: the line "-----END CERTIFICATE-----" is missing ("")'],
    ['cut in its last line', block.slice(0, 40), 'broken CERTIFICATE: the line "-----END CERTIFICATE-----" is missing ("")'],
    ['a letter too many', block.replace('==', '').replace('BA', 'B'), 'broken CERTIFICATE: one character is missing or too many ("\\n")'],
    ['a wrong character', block.replace('AQ', 'A!'), 'broken CERTIFICATE: "!" is no character of base64 ("!")'],
    [
      'text after the padding',
      block.replace('==', '==A'),
      'broken CERTIFICATE: more follows after the padding (=) that ends the data ("A")',
    ],
    [
      'the wrong end',
      block.replace('END CERTIFICATE', 'END X'),
      'broken CERTIFICATE: the line "-----END CERTIFICATE-----" is missing ("-----")',
    ],
    ['no label', '-----BEGIN \n-----BEGIN -----\nAQID', ...[]],
  ] as const)
    it(title, () => assert.deepEqual(told(text), expected));

  it('the place of a block is where it stands', () => {
    const text = `junk\r\n${block}junk\n${block}`;
    for (const { at } of readPem(text)) assert.equal(text.slice(at.start, at.end), block.trimEnd());
  });

  it('writes what it reads', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const [found, ...others] = readPem(`x\n${writePem('CERTIFICATE', bytes)}y`);
        assert.ok(found?.kind === 'certificate' && others.length === 0);
        assert.deepEqual([...found.der], [...bytes]);
      }),
    );
  });

  it('mutated text: blocks in order and inside the text, nothing of a key', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END PRIVATE KEY-----\n';
    const whole = `${key}${block}${block}`;
    const part = fc.constantFrom('-', '-----', '\n', 'A', '=', '!', '-----BEGIN ', '-----END CERTIFICATE-----', '\0', ':');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length), fc.nat(40), part)), (edits) => {
        let text = whole;
        for (const [at, length, put] of edits) text = text.slice(0, at) + put + text.slice(at + length);
        let end = 0;
        for (const found of readPem(text)) {
          assert.ok(found.at.start >= end && found.at.end > found.at.start && found.at.end <= text.length);
          end = found.at.end;
          if (found.kind === 'key') assert.ok(!JSON.stringify(found).includes('c2Vj'));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a million openings take linear time', () => {
    const begun = performance.now();
    readPem('-----BEGIN CERTIFICATE-----\n'.repeat(200_000));
    readPem('-----BEGIN '.repeat(500_000));
    readPem(`-----BEGIN CERTIFICATE-----\n${'A'.repeat(10_000_000)}`);
    assert.ok(performance.now() - begun < 2000);
  });
});
