import { createsDialog } from '../../sip/roles';
import { isPrivate, isPublic, writeSocket } from '../../sip/socket';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/record-route-private-address',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Private address in the Record-Route shown to a public peer',
  remedy:
    'Advertise the public address: Kamailio listen=tls:10.0.0.5:5061 advertise 192.0.2.10:5061; OpenSIPS socket=tls:10.0.0.5:5061 as 192.0.2.10:5061.',
  cites: ['RFC 3261 §16.6'],
  examples: [
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:10.0.0.5:5061;transport=tls;lr>
                   ^^^^^^^^ sip/record-route-private-address
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
Record-Route: <sip:192.0.2.10:5061;transport=tls;r2=on;lr>
Record-Route: <sip:10.0.0.5;r2=on;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    },
    {
      framing: { from: '10.0.0.9:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Record-Route: <sip:10.0.0.5:5061;transport=tls;lr>
Content-Length: 0`,
    },
    {
      framing: { from: '[2001:db8::10]:48122', to: '[2001:db8::20]:5061', transport: 'TLS' },
      text: `
SUBSCRIBE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 SUBSCRIBE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Event: dialog
RECORD-ROUTE: <sips:[fd00::5];lr>,
                    ^^^^^^^^^ sip/record-route-private-address
  <sip:192.0.2.10;lr>
Content-Length: 0`,
    },
    // In a dialog the route set is settled already.
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Record-Route: <sip:10.0.0.5:5061;transport=tls;lr>
Content-Length: 0`,
    },
  ],
  check(message, { hop }, report) {
    const { source, destination } = hop;
    if (!source || !destination || !message.has('Record-Route') || !createsDialog(message)) return;
    // Lower entries are reached through the top one, so only that one has to be public.
    const top = message.recordRoutes[0]?.uri;
    if (!top?.hostSpan || !isPrivate(top.host) || !isPublic(source.host) || !isPublic(destination.host)) return;
    report(
      top.hostSpan,
      `The peer at ${writeSocket(destination)} must send its next requests to ${top.host}, which it cannot reach. BYE and re-INVITE get lost.`,
    );
  },
});
