import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-invalid-host',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Browser Contact (.invalid) without a way back',
  remedy: 'Proxy: record_route() on WebSocket calls, plus add_contact_alias()/handle_ruri_alias() (Kamailio) or fix_nated_contact().',
  cites: ['RFC 7118 §5', 'RFC 2606', 'RFC 5626'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKa1;received=192.0.2.10
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@df7jal23ls0d.invalid;transport=ws>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@df7jal23ls0d.invalid;transport=ws>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: INVITE request or 2xx to INVITE; Contact host ends in .invalid; framing (or topmost Via) transport is not WS/WSS; no Record-Route.
    // TODO silent: anonymous.invalid (privacy); Record-Route present; URI has alias=, gr with an outbound proxy, or ob; hop is WS/WSS (there .invalid is right: the connection is the address).
    // TODO at: the Contact host
    // TODO message: Contact {uri} is a random name of a WebSocket client that no DNS knows. The next request can only reach it through the proxy that holds the WebSocket, and that one did not record-route.
    // TODO fix: None
    // TODO rfc: "RFC 7118 lets WebSocket clients use a host in .invalid because nobody can connect to them; reachability is the proxy\u2019s duty (Record-Route, Path, RFC 5626)."
    void message;
    void context;
    void report;
  },
});
