import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/transport-wss',
  subject: 'message',
  severity: { practical: 'off', strict: 'hint' },
  title: 'transport=wss is not defined',
  remedy: 'Write transport=ws; use sips: if the secure kind has to be demanded.',
  cites: ['RFC 7118 §5.1', 'RFC 7118 §5.2', 'RFC 7118 §9.2'],
  examples: [
    `
OPTIONS sip:bob@example.net;transport=wss SIP/2.0
                                      ^^^ sip/transport-wss
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net;transport=ws SIP/2.0
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
m: <sip:alice@df7jal23ls0d.invalid;transport=WSS;ob>
                                             ^^^ sip/transport-wss
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const { transport, transportWord } of message.uris) {
      if (transportWord !== 'wss' || !transport?.valueSpan) continue;
      report(
        transport.valueSpan,
        'RFC 7118 defines transport=ws for plain and secure WebSocket alike; WSS exists in Via only. Kamailio, OpenSIPS and FreeSWITCH understand wss, others may not.',
        { fix: { title: 'Replace transport=wss by transport=ws', edits: [{ at: transport.valueSpan, text: 'ws' }] } },
      );
    }
  },
});
