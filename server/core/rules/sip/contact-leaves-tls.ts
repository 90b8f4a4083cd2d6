import { clearTargetOf, isOverTls } from '../../sip/leaving-tls';
import { handsOutTarget, kindOf, textOfUri } from '../../sip/roles';
import { mayBeRouted } from '../digest';
import { defineRule } from '../rule';
import { tlsFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/contact-leaves-tls',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Came over TLS, Contact leads back without TLS',
  remedy:
    'Asterisk: endpoint/registration transport=<tls transport>, external_signaling_address; FreeSWITCH gateway: contact-params transport=tls; Kamailio in front: record_route() so that the proxy is the next hop; SBC: Contact host with a TLS port.',
  cites: ['RFC 3261 §12.2.1.1', 'RFC 3261 §18.2.1', 'RFC 3263 §4.1'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10>
          ^^^^^^^^^^^^^^^^^^^^ sip/contact-leaves-tls
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: Bob <sip:bob@[2001:db8::7]:5060>;+sip.instance="<urn:uuid:1>"
              ^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/contact-leaves-tls
Content-Length: 0`,
    },
    {
      // The peer asks the proxy first.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:proxy.example.com:5061;transport=tls;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@10.0.0.5;transport=udp>
Content-Length: 0`,
    },
    {
      // The answer to a re-INVITE needs no Record-Route; the call has a route set.
      text: `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 2 INVITE
Contact: <sip:bob@10.0.0.7>
Content-Length: 0`,
      others: [
        {
          text: `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:proxy.example.com;transport=tls;lr>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@10.0.0.7>
Content-Length: 0
`,
        },
      ],
    },
    {
      // A re-INVITE that came through a proxy of the route set.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@10.0.0.5>
Content-Length: 0`,
    },
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10;transport=tcp>
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/contact-leaves-tls
Content-Length: 0`,
    {
      framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10>
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
Contact: <sip:alice@sbc.example.com>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10;ob>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:x7@df7jal23ls0d.invalid;transport=ws>
Content-Length: 0`,
    `
SIP/2.0 302 Moved Temporarily
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@192.0.2.77>
Content-Length: 0`,
  ],
  check(message, { hop, trace }, report) {
    if (!isOverTls(hop) || !handsOutTarget(message) || mayBeRouted(message, trace)) return;
    for (const { uri } of message.contacts) {
      const next = uri && clearTargetOf(uri);
      if (!next) continue;
      report(
        uri,
        `This ${kindOf(message)} came over TLS, but Contact ${textOfUri(message, uri)} says ${next.transport} to ${next.target}. The peer will send ACK, BYE or re-INVITE there: unencrypted, and mostly without an answer.`,
        { fix: tlsFix(uri, 'this Contact') },
      );
    }
  },
});
