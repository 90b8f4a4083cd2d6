import { isSipsRequest } from '../../sip/roles';
import { defineRule } from '../rule';
import { sipsFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/record-route-not-sips',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'sips: request with a sip: Record-Route',
  remedy:
    'Proxy: write sips: when the Request-URI (or top Route) is sips:. Kamailio: rr module does it for sips: Request-URIs; check record_route_preset() strings. With double Record-Route, both entries have to be sips:.',
  cites: ['RFC 3261 §16.6'],
  examples: [
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:proxy.example.com:5061;transport=tls;lr>
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/record-route-not-sips
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
Record-Route: <sips:proxy.example.com;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@192.0.2.10>
Content-Length: 0`,
    `
INVITE SIPS:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sips:192.0.2.1;r2=on;lr>, <sip:192.0.2.1:5060;r2=on;lr>
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/record-route-not-sips
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
Record-Route: <sip:192.0.2.1;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!isSipsRequest(message)) return;
    for (const { uri } of message.recordRoutes) {
      if (uri?.scheme !== 'sip') continue;
      report(
        uri,
        'The Request-URI is sips:, but the proxy wrote a sip: Record-Route. Later requests may reach it without TLS; pjsip ends such calls with 480 / Warning 381.',
        { fix: sipsFix(message.text, uri, 'this Record-Route') },
      );
    }
  },
});
