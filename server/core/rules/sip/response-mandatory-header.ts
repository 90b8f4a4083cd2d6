import type { HeaderName } from '../../sip/header-names';
import { lacksHeader } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/response-mandatory-header',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Response lacks the header that makes it useful',
  remedy: 'Fix the server; behind an SBC check that the header is not filtered.',
  cites: ['RFC 3261 §20', 'RFC 3261 §21.4', 'RFC 4028', 'RFC 6665', 'RFC 3329'],
  examples: [
    `
SIP/2.0 401 Unauthorized
^^^^^^^^^^^^^^^^^^^^^^^^ sip/response-mandatory-header
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REGISTER
Content-Length: 0`,
    `
SIP/2.0 401 Unauthorized
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REGISTER
WWW-Authenticate: Digest realm="example.com", nonce="abc"
Content-Length: 0`,
    `
SIP/2.0 489 Bad Event
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 SUBSCRIBE
U: presence
Content-Length: 0`,
    `
SIP/2.0 407 Proxy Authentication Required
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/response-mandatory-header
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
WWW-Authenticate: Digest realm="example.com", nonce="abc"
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const header = needed.get(message.status);
    if (!header || !lacksHeader(message, header)) return;
    report(
      message.startLine.span,
      `${message.status} must carry ${header}; without it the client cannot correct its request and gives up.`,
    );
  },
});

const needed = new Map<number, HeaderName>([
  [401, 'WWW-Authenticate'],
  [405, 'Allow'],
  [407, 'Proxy-Authenticate'],
  [420, 'Unsupported'],
  [421, 'Require'],
  [422, 'Min-SE'],
  [423, 'Min-Expires'],
  [489, 'Allow-Events'],
  [494, 'Security-Server'],
]);
