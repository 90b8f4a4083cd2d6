import { shortened } from '../../text/shortened';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/local-send-error',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Reply of the proxy itself: it could not send',
  remedy:
    'Look at the TLS log of that element at this second. Kamailio/OpenSIPS 477: connect or handshake failed, or no tls: socket; sofia "503 DNS Error"/"No transport": profile without TLS.',
  cites: ['RFC 3261 §16.9', 'RFC 3261 §8.1.3.1'],
  examples: [
    `
SIP/2.0 477 Unfortunately error on sending to next hop occurred (477/TM)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/local-send-error
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
SIP/2.0 503 Service Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
SIP/2.0 503 no TRANSPORT available
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/local-send-error
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
SIP/2.0 500 No transport
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    {
      text: `
SIP/2.0 503 Service Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Warning: 399 a "DNS Error"
Content-Length: 0`,
    },
  ],
  check(message, _context, report) {
    const line = message.startLine;
    if (line.kind !== 'response') return;
    const reason = line.reason.trim();
    if (!localErrors.some(([status, phrase]) => status === line.status && reason.toLowerCase().startsWith(phrase))) return;
    report(
      line.span,
      `"${line.status} ${shortened(reason, 60)}" was written by the element next to you, not by the far end: it could not open or use the connection (often TLS refused, certificate rejected, or no TLS socket).`,
    );
  },
});

/** How Kamailio, OpenSIPS and sofia-sip begin the phrase when the next hop could not be reached. */
const localErrors: readonly (readonly [status: number, phrase: string])[] = [
  [477, 'unfortunately error on sending to next hop occurred'],
  [478, 'unresolvable destination'],
  [503, 'no transport'],
  [503, 'dns error'],
];
