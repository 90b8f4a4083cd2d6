import { isTransport, nextHop } from '../../sip/next-hop';
import { param } from '../../sip/parts';
import { areOfOneProxy, isRecordedBy } from '../../sip/record-route';
import { createsDialog, textOfUri } from '../../sip/roles';
import { hostName } from '../../sip/socket';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/record-route-single-at-transport-switch',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Transport changes at this proxy, but there is one Record-Route',
  remedy:
    'Record-route twice, one URI per side. Kamailio/OpenSIPS: modparam("rr","enable_double_rr",1) (default) and plain record_route(); with record_route_preset() give both strings. Other proxies: rewrite the URI in the response.',
  cites: ['RFC 5658 §5', 'RFC 3261 §16.7'],
  examples: [
    `
INVITE sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:192.0.2.1:5060;lr>
               ^^^^^^^^^^^^^^^^^^^^^ sip/record-route-single-at-transport-switch
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:192.0.2.1:5060;r2=on;lr>
Record-Route: <sip:192.0.2.1:5061;transport=tls;r2=on;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    {
      // DNS may lead to both sides.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP proxy.example.com;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:proxy.example.com;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
    {
      // Another proxy wrote it.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:203.0.113.5:5061;transport=tls;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
    {
      // Two hosts, marked as one proxy by r2=on.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:192.0.2.1;r2=on;lr>, <sip:10.0.0.1:5061;transport=tls;r2=on;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
    {
      // The Via names another address than the socket.
      framing: { from: '[2001:db8::1]:48122', to: '[2001:db8::2]:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/TCP 192.0.2.10;branch=z9hG4bKa1
Record-Route: <sip:[2001:DB8::1]:5061;transport=tls;lr>
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/record-route-single-at-transport-switch
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
  ],
  check(message, { hop }, report) {
    const [top, below] = message.vias;
    if (!top || !below || top.transport === below.transport || !isTransport(top.transport) || !isTransport(below.transport)) return;
    const uri = message.recordRoutes[0]?.uri;
    if (!uri || !createsDialog(message) || nextHop(uri).kind !== 'known') return;
    const isSenders = isRecordedBy(uri, top) || hop.source?.host === hostName(uri.host);
    const second = message.recordRoutes[1]?.uri;
    if (!isSenders || (second && (areOfOneProxy(uri, second) || param(second.params, 'r2')))) return;
    report(
      uri,
      `${uri.host} received this over ${below.transport} and sent it over ${top.transport}, but recorded only ${textOfUri(message, uri)}. One side will send its later requests with the wrong transport.`,
    );
  },
});
