import { lineAtEnd } from '../../sip/header-lines';
import { octetsOf } from '../../sip/octets';
import { lacksHeader } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/content-length-missing',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'No Content-Length on a stream transport',
  remedy: 'Sender must write Content-Length, also 0. Check header manipulation rules for UDP that were reused for TLS.',
  cites: ['RFC 3261 §18.3', 'RFC 3261 §20.14', 'RFC 7118 §5'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/content-length-missing
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS`,
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
Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/WSS 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
l : 0`,
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/content-length-missing
Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Supported: path`,
    },
    {
      // A log that drops the header.
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS', loses: ['contentLength'] },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS`,
    },
    {
      // Folded by mistake.
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
 Content-Length: 0`,
    },
  ],
  check(message, { hop, loses }, report) {
    const { transport } = hop;
    if (!transport || !delimitedByLength.has(transport) || loses.includes('contentLength') || !lacksHeader(message, 'Content-Length'))
      return;
    const line = `Content-Length: ${octetsOf(message, message.body)}`;
    report(
      message.startLine.span,
      `Over ${transport} only Content-Length tells where the message ends. Without it the peer waits for more, or reads the next message as body, and the connection stalls.`,
      { fix: { title: `Add ${line}`, edits: [lineAtEnd(message, line)] } },
    );
  },
});

/** A datagram or a WebSocket frame ends by itself (RFC 3261 §18.3, RFC 7118 §5). */
const delimitedByLength = new Set<string>(['TLS', 'TCP', 'SCTP', 'TLS-SCTP']);
