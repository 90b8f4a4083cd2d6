import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/record-route-single-at-transport-switch',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Transport changes at this proxy, but there is one Record-Route',
  remedy:
    'Record-route twice, one URI per side. Kamailio/OpenSIPS: modparam("rr","enable_double_rr",1) (default) and plain record_route(); with record_route_preset() give both strings. Other proxies: rewrite the URI in the response.',
  cites: ['RFC 5658 §5', 'RFC 3261 §16.7'],
  examples: [
    `
INVITE sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:192.0.2.1:5060;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:192.0.2.1:5060;r2=on;lr>
Record-Route: <sip:192.0.2.1:5061;transport=tls;r2=on;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Initial dialog-creating request with at least two Via values; transports of Via[0] and Via[1] differ; the topmost Record-Route belongs to the sender (its host equals the Via[0] sent-by host or the framing source IP) and has an explicit transport, an IP literal or a port; the next Record-Route does not belong to the same proxy (other host and no r2=on).
    // TODO silent: Topmost Record-Route is a domain name without port and transport (DNS may lead to both sides); the proxy is known to rewrite in responses (the 200 on the other hop shows another URI).
    // TODO at: the topmost Record-Route URI
    // TODO message: {host} received this over {viaBelow} and sent it over {viaTop}, but recorded only {uri}. One side will send its later requests with the wrong transport.
    // TODO fix: None
    // TODO rfc: "RFC 5658 recommends double Record-Routing instead of the rewriting of RFC 3261 \u00a716.7 step 8. For a sips: Request-URI all inserted URIs MUST be SIPS."
    void message;
    void context;
    void report;
  },
});
