import { clearTargetOf, isOverTls } from '../../sip/leaving-tls';
import { createsDialog, textOfUri } from '../../sip/roles';
import { defineRule } from '../rule';
import { tlsFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/record-route-leaves-tls',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Came over TLS, Record-Route leads back without TLS',
  remedy:
    'Proxy: record-route with the TLS socket. Kamailio/OpenSIPS: record_route() does it when the socket is tls: and double record-routing is on; record_route_preset("sbc.example.com:5061;transport=tls"). By RFC without transport=tls: a domain name whose NAPTR/SRV offers TLS.',
  cites: ['RFC 3261 §16.6', 'RFC 3263 §4.1', 'RFC 5658 §6.2'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:192.0.2.10;lr>
               ^^^^^^^^^^^^^^^^^ sip/record-route-leaves-tls
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:192.0.2.10:5061;transport=tls;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    {
      // The framing decides, whatever Via says.
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
Record-Route: <sip:[2001:db8::1]:5060;lr>, <sip:10.0.0.1;lr>
               ^^^^^^^^^^^^^^^^^^^^^^^^^ sip/record-route-leaves-tls
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:192.0.2.10;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
    {
      // NAPTR and SRV of a domain may lead to TLS.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:proxy.example.com;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:proxy.example.com;transport=TCP;lr>
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/record-route-leaves-tls
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:192.0.2.10;lr;alias=192.0.2.10~48122~3>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:192.0.2.10;transport=ws;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    {
      // Inside a dialog the route set stands already.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:192.0.2.10;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
  ],
  check(message, { hop }, report) {
    if (!isOverTls(hop) || !message.has('Record-Route') || !createsDialog(message)) return;
    const uri = message.recordRoutes[0]?.uri;
    const next = uri && clearTargetOf(uri);
    if (!next) return;
    report(
      uri,
      `The ${message.method} came over TLS, but Record-Route ${textOfUri(message, uri)} leads back over ${next.transport} to ${next.target}. Every later request from this side (BYE, re-INVITE) leaves TLS there, and mostly gets no answer.`,
      { fix: tlsFix(uri, 'this Record-Route') },
    );
  },
});
