import { isProtected, type Transport } from '../../sip/next-hop';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-transport-mismatch',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Via names another transport than the one that carried the request',
  remedy:
    'Look for transport fallback in the sender (TLS or TCP failed, request was re-sent over UDP with the old Via), or for a device that changes the transport in between. The top Via has to be written after the transport was chosen.',
  cites: ['RFC 3261 §8.1.1.7', 'RFC 3261 §18.1.1', 'RFC 3261 §20.42'],
  examples: [
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5060', transport: 'TCP' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
             ^^^ sip/via-transport-mismatch
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5060', transport: 'TCP' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
v: SIP/2.0/tcp
           ^^^ sip/via-transport-mismatch
 192.0.2.10:5060;branch=z9hG4bKa1,
 SIP/2.0/TLS 192.0.2.1;branch=z9hG4bKa0
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TCP' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'WS' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'UDP', loses: ['transport'] },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'UDP' },
      text: `
SIP/2.0 200 OK
Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
  ],
  check(message, { hop }, report) {
    const { framing, via } = hop;
    const at = message.topVia?.transportSpan;
    if (!message.isRequest || !framing || !via || !at || framing === via) return;
    // sip/via-tls-in-clear has its own words for this pair.
    if (isProtected(via) && (framing === 'UDP' || framing === 'TCP')) return;
    if (isWebSocket(via) && (isWebSocket(framing) || framing === 'TLS' || framing === 'TCP')) return;
    report(
      at,
      `Via says ${via}, but this request was carried over ${framing}. Answers follow the connection or the Via depending on the stack, and whatever is derived from Via later (Record-Route, Contact, sips checks) is wrong.`,
    );
  },
});

// A browser writes WSS whatever a reverse proxy makes of it, and some logs name the layer below the WebSocket.
const isWebSocket = (transport: Transport): boolean => transport === 'WS' || transport === 'WSS';
