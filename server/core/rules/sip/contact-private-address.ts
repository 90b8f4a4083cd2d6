import { isSuccess, reusesConnection } from '../../sip/roles';
import { isPrivate, isPublic, writeSocket } from '../../sip/socket';
import { mayBeRouted } from '../digest';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-private-address',
  subject: 'message',
  severity: { practical: 'hint', strict: 'warning' },
  title: 'Private address in Contact shown to a public peer',
  remedy:
    'Asterisk: external_signaling_address (+ local_net) on the transport; FreeSWITCH: ext-sip-ip; Kamailio: fix_nated_contact() or add_contact_alias(). On the other side: rewrite_contact=yes.',
  cites: ['RFC 3261 §8.1.1.8', 'RFC 3261 §12.1.1'],
  examples: [
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
Contact: <sip:alice@10.0.0.5:5061;transport=tls>
                    ^^^^^^^^ sip/contact-private-address
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
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:192.0.2.10:5061;transport=tls;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@10.0.0.5:5061;transport=tls>
Content-Length: 0`,
    },
    {
      framing: { from: '10.0.0.5:48122', to: '10.0.0.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@10.0.0.5:5061;transport=tls>
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: sip:bob@[fd00::5]:5061
                 ^^^^^^^^^ sip/contact-private-address
Content-Length: 0`,
    },
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@10.0.0.5:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, { hop, trace }, report) {
    if (message.method !== 'INVITE' || (message.isResponse && !isSuccess(message)) || !hop.source || !hop.destination) return;
    for (const { uri } of message.contacts) {
      if (!uri?.isSip || !uri.hostSpan || !isPrivate(uri.host) || reusesConnection(uri)) continue;
      if (!isPublic(hop.source.host) || !isPublic(hop.destination.host) || mayBeRouted(message, trace)) return;
      report(
        uri.hostSpan,
        `The peer at ${writeSocket(hop.destination)} gets ${uri.host} as the address for ACK, BYE and re-INVITE. It works only if the peer ignores Contact and answers to the connection (NAT handling).`,
      );
    }
  },
});
