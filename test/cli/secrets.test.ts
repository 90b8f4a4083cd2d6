import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { checkTrace } from '#core/report/check';
import { rules } from '#core/rules/all.gen';
import { selectRules } from '#core/rules/engine';
import { maskSecrets } from '#core/text/secrets';
import { buildCli, runCli } from '../support/cli';
import { unmarked } from '../support/marked';
import { headers, holdsNone, sdp, writings } from '../support/secrets';

describe('secrets', () => {
  before(buildCli);

  for (const [name, text] of Object.entries(writings))
    for (const format of ['text', 'json', 'jsonl', 'sarif', 'github'])
      it(`${name}: none in ${format}`, () => {
        const words = ['check', '--format', format, '--messages', '--profile', 'strict', '--min-severity', 'hint', '-'];
        for (const terminal of [undefined, 80]) {
          const { stdout, stderr } = runCli(words, { input: text, terminal });
          assert.match(stdout, /sdp\/sdes-in-clear/);
          assert.match(stdout, /sip\/basic-authentication/);
          holdsNone(stdout + stderr, `${name}, ${format}`);
        }
      });

  it('none in what any rule says of a message that has them', () => {
    const ruleSet = selectRules(rules, 'strict', Object.fromEntries(rules.map(({ id }) => [id, 'error' as const])));
    let findings = 0;
    for (const rule of rules)
      for (const example of rule.examples ?? []) {
        const lines = unmarked(typeof example === 'string' ? example : example.text).split('\n');
        for (const insert of [headers, ...headers.split('\n').map((line) => line.replace('="', '= "').slice(0, -1))]) {
          const text = `${[lines[0], insert, ...lines.slice(1)].join('\n')}\n\n${sdp}`;
          const checked = checkTrace('-', { text, bytes: false }, { rules: ruleSet, messages: true });
          if (!checked) continue;
          findings += checked.file.findings.length;
          const excerpts = checked.file.findings.map((finding) => checked.excerpt(finding).text).join('\n');
          holdsNone(JSON.stringify(checked.file) + excerpts, rule.id);
        }
      }
    assert.ok(findings > 1000, `${findings} findings`);
  });

  it('masks keep every offset and line end', () => {
    for (const text of Object.values(writings)) {
      assert.throws(() => holdsNone(text, 'as written'));
      const masked = maskSecrets(text);
      assert.equal(masked.length, text.length);
      assert.deepEqual(
        [...masked.matchAll(/[\r\n]/g)].map(({ index }) => index),
        [...text.matchAll(/[\r\n]/g)].map(({ index }) => index),
      );
      holdsNone(masked, 'masked');
    }
  });

  const untouched = [
    'Basic sends the password itself and is not permitted in SIP, not even over TLS.',
    'Bearer tokens over UDP',
    'The response has no Via',
    'sip:bob@example.com:5061;transport=tls',
    'k=v',
    'SIP/2.0 401 Unauthorized',
    'WWW-Authenticate: Digest realm="example.com", nonce="84a4cc6f", algorithm=SHA-256',
    'Authorization: Digest username="alice", realm="example.com"',
  ];
  for (const text of untouched) it(`leaves alone: ${text}`, () => assert.equal(maskSecrets(text), text));

  const others: readonly (readonly [text: string, secret: string])[] = [
    ['sip:registrar.example.com?Authorization=Digest%20username%3D%22a%22%2Cresponse%3D%22deadbeefcafe0123%22', 'deadbeefcafe0123'],
    ['https://alice:hunter2hunter2@provisioning.example.com/', 'hunter2hunter2'],
    ['CLIENT_RANDOM 52362c10a2665e323a2adb4b9da0c10d4a8823719272f8b4c97af24f92784812 9F9A0F19A02BDDBE', '9F9A0F19A02BDDBE'],
    ['Cookie: session=4f2a99c01b', '4f2a99c01b'],
    ['{"password": "correcthorse"}', 'correcthorse'],
    ['-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIEpAIBAAKCAQEA', 'MIIEpAIBAAKCAQEA'],
  ];
  for (const [text, secret] of others)
    it(`masks in: ${text.slice(0, 30)}…`, () => {
      assert.ok(text.includes(secret));
      assert.ok(!maskSecrets(text).includes(secret), maskSecrets(text));
    });

  it('masking takes time in proportion to the text', () => {
    const hard = ['sip:a:', 'response=', '-----BEGIN PRIVATE KEY-----', 'authorization: x ', 'k=clear:', 'password="', 'basic '];
    for (const piece of hard) {
      const time = (text: string) => {
        const start = process.hrtime.bigint();
        maskSecrets(text);
        return Number(process.hrtime.bigint() - start) / 1e6;
      };
      time(piece.repeat(1000));
      // Far from any clock's grain: what grows with the square takes minutes here.
      assert.ok(time(piece.repeat(50_000)) < 5000, piece);
    }
  });
});
