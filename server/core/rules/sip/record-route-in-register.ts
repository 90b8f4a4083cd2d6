import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/record-route-in-register',
  subject: 'message',
  severity: { practical: 'hint', strict: 'info' },
  title: 'Record-Route in REGISTER',
  remedy: 'Kamailio/OpenSIPS edge: add_path() or add_path_received() for REGISTER, record_route() for the rest.',
  cites: ['RFC 3261 §10.2', 'RFC 3327'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:edge.example.com:5061;transport=tls;lr>
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/record-route-in-register
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Path: <sip:edge.example.com:5061;transport=tls;lr>
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REGISTER
Record-Route: <sip:edge.example.com:5061;transport=tls;lr>
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/record-route-in-register
Contact: <sip:alice@192.0.2.10:5061;transport=tls>;expires=3600
Content-Length: 0`,
    `
SUBSCRIBE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 SUBSCRIBE
Record-Route: <sip:edge.example.com:5061;transport=tls;lr>
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const header = message.method === 'REGISTER' ? message.first('Record-Route') : undefined;
    if (!header) return;
    report(
      header,
      'Record-Route has no meaning in REGISTER and is ignored. To receive calls through this proxy the registration needs Path.',
    );
  },
});
