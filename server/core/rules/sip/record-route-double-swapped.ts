import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/record-route-double-swapped',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Double Record-Route with the sides swapped',
  remedy:
    'The topmost entry must describe the outgoing side (towards the callee). Kamailio: known with sips: without transport=tls (kamailio #4092); update or force the socket with $fs before record_route().',
  cites: ['RFC 5658 §5', 'RFC 3261 §12.1.1', 'RFC 3261 §16.6'],
  examples: [
    `
INVITE sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:192.0.2.1:5060;r2=on;lr>
Record-Route: <sip:192.0.2.1:5061;transport=tls;r2=on;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:192.0.2.1:5061;transport=tls;r2=on;lr>
Record-Route: <sip:192.0.2.1:5060;r2=on;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Initial dialog-creating request; the two topmost Record-Route URIs belong to one proxy (same host or both r2=on); the effective transport of the second equals the transport of this hop (framing or top Via) and that of the first does not, while the second Via has the transport of the first.
    // TODO silent: Both have the same effective transport; only one Via; domain names without port and transport.
    // TODO at: the topmost Record-Route URI
    // TODO message: The upper Record-Route ({first}) is for the side where the request came from, the lower ({second}) for this side. The callee sends its next requests over {firstTransport} to the wrong socket.
    // TODO fix: Swap the two entries.
    // TODO rfc: "RFC 3261 \u00a712.1.1: the callee takes Record-Route in order, so the topmost entry is its next hop; the caller takes it reversed (\u00a712.1.2)."
    void message;
    void context;
    void report;
  },
});
