import type { HeaderName } from '../../sip/header-names';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/basic-authentication',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Basic authentication',
  remedy: 'Use Digest (RFC 8760) or Bearer (RFC 8898).',
  cites: ['RFC 3261 §22', 'RFC 3261 §22.1'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Authorization: Basic YWxpY2U6c2VjcmV0
               ^^^^^ sip/basic-authentication
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    `
SIP/2.0 401 Unauthorized
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REGISTER
WWW-Authenticate: Digest realm="basic", nonce="abc"
www-authenticate:
 BASIC realm="example.com"
 ^^^^^ sip/basic-authentication
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Authorization: NoOneKnowsThisScheme opaque-data=here
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const name of names) {
      for (const { token, tokenSpan } of message.items(name)) {
        if (token.toLowerCase() !== 'basic') continue;
        report(tokenSpan, 'Basic sends the password itself and is not permitted in SIP, not even over TLS.');
      }
    }
  },
});

const names: readonly HeaderName[] = ['Authorization', 'Proxy-Authorization', 'WWW-Authenticate', 'Proxy-Authenticate'];
