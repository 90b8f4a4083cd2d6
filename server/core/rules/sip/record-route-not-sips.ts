import { defineRule } from '../rule';

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
  ],
  check(message, context, report) {
    // TODO when: Request; Request-URI scheme is sips; a Record-Route URI is sip. Mark each.
    // TODO silent: Request-URI not sips.
    // TODO at: the Record-Route URI
    // TODO message: The Request-URI is sips:, but the proxy wrote a sip: Record-Route. Later requests may reach it without TLS; pjsip ends such calls with 480 / Warning 381.
    // TODO fix: Replace sip: by sips: in that Record-Route.
    // TODO rfc: "RFC 3261 \u00a716.6 step 4: Request-URI or topmost Route (after step 6) SIPS \u2192 the inserted URI MUST be SIPS."
    void message;
    void context;
    void report;
  },
});
