import { isSuccess, lacksHeader } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/allow-missing',
  subject: 'message',
  severity: { practical: 'off', strict: 'hint' },
  title: '2xx to INVITE without Allow',
  remedy: 'Enable it in the UA; do not strip it in the SBC.',
  cites: ['RFC 3261 §13.3.1.4', 'RFC 3261 §11.2'],
  examples: [
    `
SIP/2.0 200 OK
^^^^^^^^^^^^^^ sip/allow-missing
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@198.51.100.20:5061;transport=tls>
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@198.51.100.20:5061;transport=tls>
Allow: INVITE, ACK, BYE, CANCEL, OPTIONS
Content-Length: 0`,
    `
SIP/2.0 202 Accepted
^^^^^^^^^^^^^^^^^^^^ sip/allow-missing
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 180 Ringing
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const { method } = message;
    if (!isSuccess(message) || (method !== 'INVITE' && method !== 'OPTIONS') || !lacksHeader(message, 'Allow')) return;
    report(message.startLine.span, 'The answer does not list Allow, so the peer cannot know whether UPDATE, REFER or INFO may be used.');
  },
});
