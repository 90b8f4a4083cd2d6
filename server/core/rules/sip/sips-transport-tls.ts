import { defineRule } from '../rule';
import { deleteParamFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/sips-transport-tls',
  subject: 'message',
  severity: { practical: 'hint', strict: 'warning' },
  title: 'sips: with transport=tls',
  remedy:
    'Remove the parameter. Exception to know: Kamailio and some phones pick the listener by the parameter only, and an answer to sips: without it got lost (kamailio #4092): test before you remove it on both sides.',
  cites: ['RFC 3261 §26.2.2', 'RFC 3261 §19.1.1', 'RFC 5630 §3.1.4'],
  examples: [
    `
OPTIONS sips:bob@example.net;transport=tls SIP/2.0
                             ^^^^^^^^^^^^^ sip/sips-transport-tls
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sips:bob@example.net;transport=tcp SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net;transport=tls SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:p1.example.com;lr>, <SIPS:[2001:db8::1];TRANSPORT=TLS;lr>
                                                           ^^^^^^^^^^^^^ sip/sips-transport-tls
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const { uri, transport, transportWord } of message.uris) {
      if (!uri.isSips || transportWord !== 'tls' || !transport) continue;
      report(
        transport,
        'sips: already means TLS on every hop; transport=tls adds nothing and is deprecated. In a sips: URI, transport names what runs below TLS (tcp or sctp).',
        { fix: deleteParamFix(message.text, transport) },
      );
    }
  },
});
