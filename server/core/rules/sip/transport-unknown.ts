import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/transport-unknown',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Unregistered transport= value',
  remedy: 'For TLS the word is tls; for WebSocket it is ws (also for secure WebSocket).',
  cites: ['RFC 3261 §19.1.1', 'RFC 3261 §25.1', 'RFC 3263 §4.1'],
  examples: [
    `
OPTIONS sip:bob@example.net;transport=ssl SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net;transport=TLS SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A SIP/SIPS URI used for routing (Request-URI, Contact, Route, Record-Route, Path, Service-Route, Refer-To) has a transport value other than udp, tcp, sctp, tls, tls-sctp, ws (case-insensitive), or an empty one.
    // TODO silent: wss (sip/transport-wss); From/To.
    // TODO at: the value
    // TODO message: transport={value} names no transport that peers know. They cannot choose a next hop for this URI, or ignore it and use UDP.
    // TODO fix: ssl, tls1, tlsv1 → tls; nothing else.
    // TODO rfc: "RFC 3261 \u00a725.1: transport= udp / tcp / sctp / tls / other-transport; RFC 3263 \u00a74.1 obeys the parameter. An element that does not know it cannot route."
    void message;
    void context;
    void report;
  },
});
