import { param } from '../../sip/parts';
import { isRfc2543 } from '../../sip/roles';
import { defineRule } from '../rule';
import { lrFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/record-route-lr-missing',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Record-Route without lr',
  remedy:
    'Proxy: add ;lr (Kamailio and OpenSIPS do; enable_full_lr=1 writes lr=on for broken peers). Hand-made record_route_preset() strings need it too.',
  cites: ['RFC 3261 §16.6', 'RFC 3261 §12.2.1.1'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:proxy.example.com:5061;transport=tls>
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/record-route-lr-missing
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
Record-Route: <sip:proxy.example.com:5061;transport=tls;lr=on>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
SIP/2.0 180 Ringing
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:[2001:db8::1]:5061;transport=tls;LR>, <sips:proxy.example.com>;lr
                                                          ^^^^^^^^^^^^^^^^^^^^^^ sip/record-route-lr-missing
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@198.51.100.7:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const { uri, params } of message.recordRoutes) {
      if (!uri?.isSip || !uri.bracketed || param(uri.params, 'lr')) continue;
      const outside = param(params, 'lr');
      const cause = outside ? 'The lr of this Record-Route stands outside < >, so it does not count and' : 'This Record-Route lacks lr, so';
      report(
        uri,
        `${cause} endpoints treat the proxy as a strict router of RFC 2543: they put it into the Request-URI and move the real target into Route. Loose routers then answer 404 or loop.`,
        // It was the rule before RFC 3261.
        { fix: lrFix(message.text, uri, 'this Record-Route', outside), atMost: isRfc2543(message) ? 'warning' : undefined },
      );
    }
  },
});
