import assert from 'node:assert/strict';

/** Each stands in the trace below, and nowhere in what is printed. */
export const secrets = {
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

export const headers = `Authorization: Digest username="alice", realm="example.com", nonce="84a4cc6f", uri="sips:bob@example.com", response="${secrets.response}", cnonce="${secrets.cnonce}", qop=auth, nc=00000001
Proxy-Authorization: Basic ${secrets.basic}==
Authorization: Bearer ${secrets.bearer}
Authorization: NTLM qop="auth", gssapi-data="${secrets.ntlm}"
Authentication-Info: qop=auth, rspauth="${secrets.rspauth}"
WWW-Authenticate: Digest realm="ims", nonce="abcd", ik="${secrets.cipherKey}", ck="${secrets.cipherKey}"`;

export const sdp = `v=0
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

export function holdsNone(text: string, what: string): void {
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

/** The trace as different writers put it into a log. */
export const writings: { readonly [name: string]: string } = {
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
