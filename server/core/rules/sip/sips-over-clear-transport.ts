import { isSipsRequest } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sips-over-clear-transport',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'A sips: request left over TCP, SCTP or WS without TLS',
  remedy:
    'The sender ignored the scheme: sips:host;transport=tcp means TLS over TCP, port 5061. Configure the next hop with TLS or use sip:. pjsip had this (pjproject #1319, #1740): check the version. Over secure WebSocket Via must be WSS.',
  cites: ['RFC 3261 §26.2.2', 'RFC 3261 §16.6', 'RFC 3261 §20.42', 'RFC 5630 §4.1', 'RFC 7118 §9.2'],
  examples: [
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKa1
             ^^^ sip/sips-over-clear-transport
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@192.0.2.10>
Content-Length: 0`,
    `
INVITE sips:bob@example.net;transport=tcp SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TCP' },
      text: `
OPTIONS sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
             ^^^ sip/sips-over-clear-transport
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TCP', loses: ['tls'] },
      text: `
OPTIONS sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sofia.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '127.0.0.1:48122', to: '127.0.0.1:5060', transport: 'TCP' },
      text: `
OPTIONS sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sidecar.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'WSS' },
      text: `
OPTIONS sips:bob@example.net SIP/2.0
Via: SIP/2.0/WS proxied23ls0.invalid;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    `
OPTIONS sips:bob@example.net SIP/2.0
Via: SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bKa1
             ^^ sip/sips-over-clear-transport
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, { hop }, report) {
    const { transport } = hop;
    if (!isSipsRequest(message) || hop.isLoopback || (transport !== 'TCP' && transport !== 'SCTP' && transport !== 'WS')) return;
    report(
      message.topVia?.transportSpan ?? message.startLine.span,
      `The Request-URI is sips:, but this hop is ${transport} without TLS. Everybody on the way can read a call that was asked to be protected on every hop.`,
    );
  },
});
