import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/record-route-leaves-tls',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Came over TLS, Record-Route leads back without TLS',
  remedy:
    'Proxy: record-route with the TLS socket. Kamailio/OpenSIPS: record_route() does it when the socket is tls: and double record-routing is on; record_route_preset("sbc.example.com:5061;transport=tls"). By RFC without transport=tls: a domain name whose NAPTR/SRV offers TLS.',
  cites: ['RFC 3261 §16.6', 'RFC 3263 §4.1', 'RFC 5658 §6.2'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:192.0.2.10;lr>
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
Record-Route: <sip:192.0.2.10:5061;transport=tls;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Request that can create a dialog (INVITE, SUBSCRIBE, REFER without To tag) on a TLS hop (framing TLS, or framing unknown and topmost Via TLS); the topmost Record-Route URI is sip: and its effective transport is not TLS: transport=udp or tcp, or no transport while host is an IP literal or a port is given.
    // TODO silent: Topmost Record-Route is sips:, has transport=tls or ws, or is a domain name without port and transport (NAPTR/SRV may lead to TLS: say so in the hover); Record-Route has an alias= parameter; responses (dialog/next-hop-leaves-tls does them); the dialog rule fired on the same URI.
    // TODO at: the topmost Record-Route URI
    // TODO message: The {method} came over TLS, but Record-Route {uri} leads back over {transport} to {host}:{port}. Every later request from this side (BYE, re-INVITE) leaves TLS there, and mostly gets no answer.
    // TODO fix: Add ;transport=tls to the URI.
    // TODO notes: "Field: liblinphone #71, drachtio PR #490, dsiprouter PR #707. Connection reuse (RFC 5923, outbound) can hide it."
    // TODO rfc: "RFC 3261 \u00a716.6 step 4: the URI MUST resolve to the inserting element with RFC 3263; it SHOULD NOT contain transport unless known to be supported. A numeric sip: URI without transport resolves to UDP (RFC 3263 \u00a74.1)."
    void message;
    void context;
    void report;
  },
});
