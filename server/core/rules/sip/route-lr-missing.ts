import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/route-lr-missing',
  subject: 'message',
  severity: { practical: 'info', strict: 'warning' },
  title: 'Route, Path or Service-Route without lr',
  remedy:
    'Outbound proxy settings: Asterisk outbound_proxy=sip:host:5061\\;transport=tls\\;lr (the semicolons escaped); FreeSWITCH fs_path and SIPp: add ;lr by hand.',
  cites: ['RFC 3261 §12.2.1.1', 'RFC 3261 §16.12.1.2', 'RFC 3327', 'RFC 3608'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sip:proxy.example.com:5061;transport=tls>
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
Route: <sip:proxy.example.com:5061;transport=tls;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A Route, Path or Service-Route URI has no lr parameter.
    // TODO silent: The last Route entry when the Request-URI itself looks like a proxy of the route set (strict routing in progress: the last Route is the remote target); lr=<value>.
    // TODO at: the URI
    // TODO message: {header} entry {uri} has no lr: the sender takes it for a strict router and swaps Request-URI and Route.
    // TODO fix: Add ;lr.
    // TODO rfc: "RFC 3261 requires lr only in Record-Route (\u00a716.6) and in a proxy\u2019s own Route set; a Route without lr is legal and means strict routing (\u00a712.2.1.1). Scheme rules: sips: Request-URI needs sips: Routes (RFC 5630 \u00a75.1.1)."
    void message;
    void context;
    void report;
  },
});
