import { defineRule } from '../rule';
import { deleteParamFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/sips-transport-udp',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'sips: with transport=udp',
  remedy:
    'Drop transport=udp, or use sip: if this side really is UDP. Look at the Contact settings of the sender (Asterisk: the endpoint uses a UDP transport; FreeSWITCH: contact-params).',
  cites: ['RFC 3261 §19.1.1', 'RFC 3261 §26.2.2'],
  examples: [
    `
OPTIONS sips:bob@example.net;transport=udp SIP/2.0
                             ^^^^^^^^^^^^^ sip/sips-transport-udp
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
OPTIONS sip:bob@example.net;transport=udp SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
m: <sip:alice@192.0.2.1;transport=udp>, <SIPS:alice@[2001:db8::1];Transport=UDP>
                                                                  ^^^^^^^^^^^^^ sip/sips-transport-udp
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const { uri, transport, transportWord } of message.uris) {
      if (!uri.isSips || transportWord !== 'udp' || !transport) continue;
      report(
        transport,
        'sips: demands TLS and transport=udp demands a datagram without it. No receiver can satisfy both: it fails, or it silently gives up TLS.',
        { fix: deleteParamFix(message.text, transport) },
      );
    }
  },
});
