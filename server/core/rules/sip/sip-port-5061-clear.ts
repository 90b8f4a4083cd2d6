import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sip-port-5061-clear',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'sip: URI points to port 5061 without TLS',
  remedy:
    'Add ;transport=tls (practice), or give a domain name without port whose NAPTR/SRV leads to TLS, or change the port to 5060. Kamailio: check record_route_preset() and advertise; Asterisk: the endpoint needs transport=<your tls transport>; FreeSWITCH gateway: contact-params transport=tls.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3263 §4.1'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A SIP URI in Contact (dialog-creating or target-refresh request, 1xx/2xx response), Record-Route or Route has port 5061 and its transport is absent, udp or tcp (absent means UDP for sip: when a port or an IP address is given).
    // TODO silent: Request-URI (an Asterisk or LiveKit trunk may be configured to use TLS whatever the URI says, and it works); REGISTER (the connection is reused); URI has ob, gr, alias= (Kamailio), or host ending in .invalid; the trace shows clear SIP on port 5061 of that host; sip/contact-leaves-tls or sip/record-route-leaves-tls fired on the same URI.
    // TODO at: the port
    // TODO message: {header} says {uri}: a sip: URI without transport means UDP, so the next request goes unencrypted by {transport} to the TLS port 5061 and gets no answer.
    // TODO fix: Add ;transport=tls to the URI.
    // TODO rfc: "RFC 3263 \u00a74.1: numeric host or explicit port, no transport \u2192 UDP for sip:, TCP (with TLS) for sips:."
    void message;
    void context;
    void report;
  },
});
