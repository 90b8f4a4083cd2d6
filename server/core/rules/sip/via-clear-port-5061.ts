import { isProtected } from '../../sip/next-hop';
import { speaksAsVia } from '../listeners';
import { defineRule } from '../rule';
import { portFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/via-clear-port-5061',
  subject: 'message',
  severity: { practical: 'info', strict: 'warning' },
  title: 'Via UDP or TCP with port 5061',
  remedy:
    'Usual cause: one advertised port for all transports (Asterisk external_signaling_port on the UDP transport, a global advertised_port in Kamailio/OpenSIPS). Set it per listener.',
  cites: ['RFC 3261 §18.1.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP sbc.example.com:5061;branch=z9hG4bKa1
                                 ^^^^ sip/via-clear-port-5061
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP sbc.example.com:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
v: SIP / 2.0 / tcp [2001:db8::1]:5061;branch=z9hG4bKa1
                                 ^^^^ sip/via-clear-port-5061
Via: SIP/2.0/UDP 192.0.2.1:5061;branch=z9hG4bKa0
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    {
      framing: { from: '192.0.2.10:5061', to: '198.51.100.20:5061', transport: 'UDP' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5061;branch=z9hG4bKa1
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
Via: SIP/2.0/UDP 192.0.2.10:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
  ],
  check(message, context, report) {
    const via = message.topVia;
    if (!via?.portSpan || via.port !== 5061 || (via.transport !== 'UDP' && via.transport !== 'TCP')) return;
    const { framing } = context.hop;
    // Then the transport is what is wrong: sip/via-transport-mismatch.
    if (speaksAsVia(message, context, via) || (framing && isProtected(framing))) return;
    report(
      via.portSpan,
      `Via names ${via.transport} with port 5061, the TLS port. Fallback answers arrive unencrypted at a TLS listener, which closes the connection or ignores them.`,
      { fix: portFix(via.portSpan, 5061, 5060) },
    );
  },
});
