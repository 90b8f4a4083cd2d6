import { nextHop } from '../../sip/next-hop';
import { param } from '../../sip/parts';
import { handsOutTarget } from '../../sip/roles';
import { hostName } from '../../sip/socket';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/record-route-contact-disagree',
  subject: 'message',
  severity: { practical: 'hint', strict: 'info' },
  title: 'Record-Route and Contact of one host disagree about the transport',
  remedy: 'Write the same transport into both; an SBC that record-routes in front of itself needs both sockets reachable.',
  cites: ['RFC 3261 §12.2.1.1', 'RFC 3261 §8.1.2'],
  examples: [
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:198.51.100.20:5060;transport=tcp;lr>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@198.51.100.20:5061;transport=tls>
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/record-route-contact-disagree
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:198.51.100.20:5061;transport=tls;lr>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@198.51.100.20:5061;transport=tls>
Content-Length: 0`,
    `
SIP/2.0 180 Ringing
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
m: sips:bob@[2001:DB8::20]
   ^^^^^^^^^^^^^^^^^^^^^^^ sip/record-route-contact-disagree
Record-Route: "SBC" <sip:[2001:db8::20]:5080;lr>
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Record-Route: <sip:198.51.100.20;transport=tcp;r2=on;lr>
Contact: <sip:bob@198.51.100.20:5061;transport=tls>
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Record-Route: <sip:198.51.100.20:5061;transport=tls;lr>
Contact: <sip:bob@198.51.100.20:5061>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!message.isResponse || message.method !== 'INVITE' || !handsOutTarget(message)) return;
    const [recordRoute, another] = message.recordRoutes;
    const contact = message.contacts[0]?.uri;
    if (!recordRoute?.uri || another || !contact) return;
    if (param(recordRoute.uri.params, 'r2') || hostName(recordRoute.uri.host) !== hostName(contact.host)) return;
    const route = nextHop(recordRoute.uri);
    const target = nextHop(contact);
    if (route.kind !== 'known' || target.kind !== 'known' || route.transport === target.transport) return;
    if (!target.explicit && recordRoute.uri.port === contact.port) return;
    report(
      contact,
      `Record-Route leads over ${route.transport}, Contact says ${target.transport}. By RFC 3261 the route decides where the ACK goes; clients that follow Contact use ${target.transport} and may be refused.`,
    );
  },
});
