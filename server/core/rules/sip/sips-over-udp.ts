import { isSipsRequest } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sips-over-udp',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'A sips: request left over UDP',
  remedy:
    'Route the request to a TLS listener (Kamailio $fs = "tls:…", OpenSIPS $socket_out or force_send_socket()), or dial a sip: URI and use TLS hop by hop.',
  cites: ['RFC 3261 §26.2.2', 'RFC 3261 §19.1.1', 'RFC 3261 §16.6', 'RFC 5630 §5.3'],
  examples: [
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
             ^^^ sip/sips-over-udp
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@192.0.2.10>
Content-Length: 0`,
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'UDP' },
      text: `
OPTIONS SIPS:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
             ^^^ sip/sips-over-udp
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
OPTIONS sips:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'UDP', loses: ['transport'] },
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
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TCP' },
      text: `
OPTIONS sips:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
  ],
  check(message, { hop }, report) {
    if (!isSipsRequest(message) || hop.transport !== 'UDP') return;
    report(
      message.topVia?.transportSpan ?? message.startLine.span,
      'The Request-URI is sips:, which promises TLS on every hop, and this hop is UDP. UDP is never valid for sips; the peer may refuse, and the promise to the caller is broken.',
    );
  },
});
