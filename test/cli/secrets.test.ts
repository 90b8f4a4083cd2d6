import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { checkTrace } from '#core/report/check';
import { rules } from '#core/rules/all.gen';
import { selectRules } from '#core/rules/engine';
import { maskSecrets } from '#core/text/secrets';
import { buildCli, runCli } from '../support/cli';
import { unmarked } from '../support/marked';

/** Each stands in the trace below, and nowhere in what is printed. */
const secrets = {
  sdes: 'WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz',
  sdesUnused: 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNk',
  mikey: 'AQAFgM0XflABAAAAAAAAAAAAAAsAyONQ6gAAAAAGEEoo2pee',
  kLine: 'c2VjcmV0LW1lZGlhLWtleQ',
  response: '6629fae49393a05397450978507c4ef1',
  cnonce: '0a4f113bQ2hlY2s',
  rspauth: 'b5f0ab3c7d8e9f00112233445566aabb',
  cipherKey: '00112233445566778899aabbccddeeff',
  basic: 'YWxpY2U6c2VjcmV0cGFzc3dvcmQ',
  bearer: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl',
  ntlm: 'TlRMTVNTUAADAAAAGAAYAHIAAAA',
  password: 'tops3cretpw',
  icePwd: 'asd88fgpdd777uzjYhagZg',
  pem: 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7',
  pemSecond: 'VJTUt9Us8cKjMzEfYyjiWA4R4haMBs28gMnpOmc8lHJ0YWVPw',
} as const;

const headers = `Authorization: Digest username="alice", realm="example.com", nonce="84a4cc6f", uri="sips:bob@example.com", response="${secrets.response}", cnonce="${secrets.cnonce}", qop=auth, nc=00000001
Proxy-Authorization: Basic ${secrets.basic}==
Authorization: Bearer ${secrets.bearer}
Authorization: NTLM qop="auth", gssapi-data="${secrets.ntlm}"
Authentication-Info: qop=auth, rspauth="${secrets.rspauth}"
WWW-Authenticate: Digest realm="ims", nonce="abcd", ik="${secrets.cipherKey}", ck="${secrets.cipherKey}"`;

const sdp = `v=0
o=- 1 1 IN IP4 192.0.2.15
s=-
c=IN IP4 192.0.2.15
t=0 0
k=base64:${secrets.kLine}
a=key-mgmt:mikey ${secrets.mikey}
m=audio 16384 RTP/SAVP 0
a=ice-pwd:${secrets.icePwd}
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${secrets.sdes}|2^20|1:32
a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:${secrets.sdesUnused}
-----BEGIN PRIVATE KEY-----
${secrets.pem}
${secrets.pemSecond}
-----END PRIVATE KEY-----
`.replaceAll('\n', '\r\n');

const message = (startLine: string) => `${startLine}
Via: SIP/2.0/UDP 192.0.2.15:5060;branch=z9hG4bKu1;rport
From: "Alice" <sips:alice:${secrets.password}@example.com>;tag=a1
To: <sips:bob@example.com>
Call-ID: one@192.0.2.15
CSeq: 1 INVITE
Contact: <sip:alice:${secrets.password}@192.0.2.15:5060;transport=tls>
Record-Route: <sip:proxy:${secrets.password}@198.51.100.20:5060;lr>
${headers}
Content-Type: application/sdp
Content-Length: ${sdp.length}

${sdp}
`;

const messages = [
  message(`INVITE sips:bob:${secrets.password}@example.com;transport=udp SIP/2.0`),
  message('SIP/2.0 200 OK'),
  message(`INVITE  sips:bob:${secrets.password}@example.com SIP/3.0`),
];
const trace = messages.join('');
const framing = 'Incoming SIP message from udp:192.0.2.15:5060:';

function holdsNone(text: string, what: string): void {
  for (const [name, secret] of Object.entries(secrets)) {
    // Parts of a secret are secret as well.
    for (let at = 0; at + 8 <= secret.length; at += 4) {
      const part = secret.slice(at, at + 8);
      assert.ok(
        !text.includes(part),
        `${what}: ${part} of ${name} in …${text.slice(Math.max(0, text.indexOf(part) - 80), text.indexOf(part) + 40)}…`,
      );
    }
  }
}

describe('secrets', () => {
  before(buildCli);

  /** The trace as different writers put it into a log. */
  const writings: { readonly [name: string]: string } = {
    lines: trace,
    crlf: trace.replace(/\r?\n/g, '\r\n'),
    'folded headers': trace.replaceAll(', ', ',\r\n  '),
    syslog: messages
      .map((text) => `Nov 23 18:58:53 sbc kamailio[811]: NOTICE: <script>: ${framing}#012${text.replace(/\r?\n/g, '#015#012')}\n`)
      .join(''),
    json: messages
      .map((text) => `${JSON.stringify({ time: '2026-11-23T18:58:53Z', msg: `${framing}\n${text.replace(/\r?\n/g, '\r\n')}` })}\n`)
      .join(''),
  };
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
