import { isSipsRequest } from '../../sip/roles';
import { writeSocket } from '../../sip/socket';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-tls-in-clear',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Via says TLS, the bytes were readable on UDP or TCP',
  remedy:
    'Behind a TLS-terminating load balancer: pass TLS through, or let a SIP-aware proxy (Kamailio, OpenSIPS) end it, which writes its own Via. drachtio refuses SIP/2.0/TLS on a TCP socket (#435).',
  cites: ['RFC 3261 §18.1.1', 'RFC 3261 §26.2.2'],
  examples: [
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5060', transport: 'TCP' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
             ^^^ sip/via-tls-in-clear
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    },
    {
      framing: { from: '127.0.0.1:48122', to: '127.0.0.1:5060', transport: 'TCP' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TCP', loses: ['tls'] },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'UDP' },
      text: `
OPTIONS sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'UDP' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
v: SIP/2.0/wss df7jal23ls0d.invalid;branch=z9hG4bKa1,SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa0
           ^^^ sip/via-tls-in-clear
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
  ],
  check(message, { hop }, report) {
    const { framing, via, source, destination } = hop;
    const at = message.topVia?.transportSpan;
    if (!message.isRequest || !at || (via !== 'TLS' && via !== 'WSS') || (framing !== 'UDP' && framing !== 'TCP')) return;
    // For a sips: request sip/sips-over-udp and sip/sips-over-clear-transport say the same, and more.
    if (hop.isLoopback || isSipsRequest(message)) return;
    const ends = source && destination ? ` from ${writeSocket(source)} to ${writeSocket(destination)}` : '';
    const protection = via === 'WSS' ? 'WSS, that is TLS' : 'TLS';
    report(
      at,
      `Via promises ${protection}, but this request was read in clear over ${framing}${ends}. Either TLS ends in front of this host, or the request really left unencrypted.`,
    );
  },
});
