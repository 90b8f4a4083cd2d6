import { isClear } from '../../sip/next-hop';
import { isSipsRequest } from '../../sip/roles';
import { shortened } from '../../text/shortened';
import { textOf } from '../../text/span';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-stack-leaves-tls',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'An earlier hop of a sips: request was not TLS',
  remedy:
    'Make that hop send over TLS, or do not upgrade sip: to sips: on the way: a proxy that received a sip: Request-URI must forward a sip: Request-URI.',
  cites: ['RFC 3261 §26.4.4', 'RFC 3261 §26.2.2', 'RFC 5630 §3.2', 'RFC 5630 §5.3'],
  examples: [
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.net:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1;received=192.0.2.10
             ^^^ sip/via-stack-leaves-tls
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.net:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1;received=192.0.2.10
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
OPTIONS sips:bob@example.net SIP/2.0
v: SIP/2.0/UDP proxy.example.net;branch=z9hG4bKp2, SIP / 2.0 / tcp
                                                               ^^^ sip/via-stack-leaves-tls
 [2001:db8::1] : 5060;branch=z9hG4bKp1
Via: SIP/2.0/TLS-SCTP 192.0.2.1;branch=z9hG4bKp0
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!isSipsRequest(message)) return;
    for (const via of message.vias.slice(1)) {
      if (!isClear(via.transport) || !via.transportSpan) continue;
      const sentBy = shortened(textOf(message.text, via.sentBy), 60);
      report(
        via.transportSpan,
        `This sips: request already crossed a ${via.transport} hop (${sentBy}). TLS on every hop was promised; a proxy on the way upgraded the scheme or broke the rule.`,
        {
          remedy: `Make ${sentBy} send over TLS, or do not upgrade sip: to sips: on the way: a proxy that received a sip: Request-URI must forward a sip: Request-URI.`,
        },
      );
    }
  },
});
