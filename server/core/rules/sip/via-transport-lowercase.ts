import { isTransport } from '../../sip/next-hop';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-transport-lowercase',
  subject: 'message',
  severity: { practical: 'off', strict: 'hint' },
  title: 'Via transport not in upper case',
  remedy: 'Write upper case when you generate the header yourself.',
  cites: ['RFC 3261 §7.3.1', 'RFC 3261 §25.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/tls sbc.example.com:5061;branch=z9hG4bKa1
             ^^^ sip/via-transport-lowercase
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
OPTIONS sip:bob@example.net SIP/2.0
v: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1, sip/2.0/Wss df7jal23ls0d.invalid;branch=z9hG4bKa2
                                                              ^^^ sip/via-transport-lowercase
Via: SIP/2.0/ssl 192.0.2.1;branch=z9hG4bKa3
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const { transport, transportSpan } of message.vias) {
      if (!transportSpan || !isTransport(transport)) continue;
      const written = message.text.slice(transportSpan.start, transportSpan.end);
      if (written === transport) continue;
      report(
        transportSpan,
        `"${written}" is legal: tokens compare case-insensitively. But some old parsers compare bytes and will not find a ${transport} transport.`,
        { fix: { title: `Replace ${written} by ${transport}`, edits: [{ at: transportSpan, text: transport }] } },
      );
    }
  },
});
