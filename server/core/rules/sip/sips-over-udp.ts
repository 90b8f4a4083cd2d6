import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sips-over-udp',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'A sips: request left over UDP',
  remedy:
    'Route the request to a TLS listener (Kamailio $fs = "tls:…", OpenSIPS $socket_out or force_send_socket()), or dial a sip: URI and use TLS hop by hop.',
  cites: ['RFC 3261 §26.2.2', 'RFC 3261 §19.1.1', 'RFC 3261 §16.6', 'RFC 5630 §5.3'],
  examples: [
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
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
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Request; Request-URI scheme is sips; and (framing.transport is UDP with transportSource "frame", or the topmost Via transport is UDP).
    // TODO silent: framing says TLS with transportSource "frame" and only Via says UDP (sip/via-transport-mismatch); captures whose writer marks everything as UDP and Via says TLS.
    // TODO at: the transport token of the topmost Via
    // TODO message: The Request-URI is sips:, which promises TLS on every hop, and this hop is UDP. UDP is never valid for sips; the peer may refuse, and the promise to the caller is broken.
    // TODO fix: None
    // TODO rfc: "RFC 3261 \u00a726.2.2: each hop of a sips: request must be secured with TLS, \"UDP is not a valid transport for SIPS\"; \u00a719.1.1: transport MUST be reliable. Its last-hop exception inside the target domain is withdrawn by RFC 5630 \u00a75.3."
    void message;
    void context;
    void report;
  },
});
