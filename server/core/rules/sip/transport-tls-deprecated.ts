import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/transport-tls-deprecated',
  subject: 'message',
  severity: { practical: 'off', strict: 'warning' },
  title: 'transport=tls is deprecated',
  remedy:
    'Nothing to change when the peer documents it (Teams, Twilio, LiveKit, Asterisk, FreeSWITCH, Kamailio do). By the letter: sip: URI + TLS chosen by DNS or configuration (best effort), or sips: (every hop).',
  cites: ['RFC 3261 §26.2.2', 'RFC 5630 §3.1.4', 'RFC 5630 §5.1.1', 'RFC 5630 §5.3'],
  examples: [
    `
OPTIONS sip:bob@example.net;transport=tls SIP/2.0
                            ^^^^^^^^^^^^^ sip/transport-tls-deprecated
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sips:bob@example.net;transport=tls SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
m: "a" <sip:alice@[2001:db8::1];lr;Transport=TLS>;q=1, sip:alice@example.com;transport=tls
                                   ^^^^^^^^^^^^^ sip/transport-tls-deprecated
P-Asserted-Identity: <sip:alice@example.com;transport=tls>
                                            ^^^^^^^^^^^^^ sip/transport-tls-deprecated
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const { uri, transport, transportWord } of message.uris) {
      if (uri.isSips || transportWord !== 'tls' || !transport) continue;
      report(
        transport,
        'transport=tls asks for TLS on one hop and promises nothing beyond it. RFC 3261 deprecated it and RFC 5630 says not to use it; nearly all trunks use it anyway, because no other way names one-hop TLS in a sip: URI.',
      );
    }
  },
});
