import { shortened } from '../../text/shortened';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/transport-unknown',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Unregistered transport= value',
  remedy: 'For TLS the word is tls; for WebSocket it is ws (also for secure WebSocket).',
  cites: ['RFC 3261 §19.1.1', 'RFC 3261 §25.1', 'RFC 3263 §4.1'],
  examples: [
    `
OPTIONS sip:bob@example.net;transport=ssl SIP/2.0
                                      ^^^ sip/transport-unknown
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net;transport=TLS SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net;transport=TLS-SCTP SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
m: <sip:alice@192.0.2.1;lr;transport>, <sip:alice@192.0.2.1;transport=>, "x" <sips:alice@[2001:db8::1];transport=dtls>
                           ^^^^^^^^^ sip/transport-unknown
                                                            ^^^^^^^^^^ sip/transport-unknown
                                                                                                                 ^^^^ sip/transport-unknown
Route: <sip:p1.example.com;transport=wss;lr>, <sip:p1.example.com;transport=WS;lr>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com;transport=ssl>;tag=a1
To: <sip:bob@example.net;transport=ssl>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const { isRouting, transport, transportWord } of message.uris) {
      if (!isRouting || !transport || transportWord === undefined || known.has(transportWord) || transportWord.includes('%')) continue;
      report(
        transport.valueSpan && transportWord !== '' ? transport.valueSpan : transport,
        `${transport.value ? `transport=${shortened(transport.value, 40)} names no transport that peers know` : 'transport stands here without a value'}. Peers cannot choose a next hop for this URI, or ignore it and use UDP.`,
        meantTls.has(transportWord)
          ? { fix: { title: `Replace transport=${transport.value} by transport=tls`, edits: [{ at: transport, text: 'transport=tls' }] } }
          : {},
      );
    }
  },
});

// wss is left to sip/transport-wss.
const known = new Set(['udp', 'tcp', 'sctp', 'tls', 'tls-sctp', 'ws', 'wss']);
const meantTls = new Set(['ssl', 'tls1', 'tlsv1']);
