import { defineRule } from '../rule';

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
  ],
  check(message, context, report) {
    // TODO when: A Record-Route URI has no lr parameter.
    // TODO silent: lr with any value (lr=on, lr=true) counts as present; lr outside the angle brackets is sip/route-header-without-brackets.
    // TODO at: the Record-Route URI
    // TODO message: This Record-Route lacks lr, so endpoints treat the proxy as a strict router of RFC 2543: they put it into the Request-URI and move the real target into Route. Loose routers then answer 404 or loop.
    // TODO fix: Add ;lr inside the angle brackets.
    void message;
    void context;
    void report;
  },
});
