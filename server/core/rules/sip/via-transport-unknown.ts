import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-transport-unknown',
  subject: 'message',
  severity: { practical: 'info', strict: 'info' },
  title: 'Unregistered transport in Via',
  remedy: 'Typical typos are SSL, SIPS, HTTPS: write TLS (or WSS).',
  cites: ['RFC 3261 §25.1', 'RFC 3261 §20.42', 'RFC 4168', 'RFC 7118 §5.1', 'RFC 4475 §3.1.1.10'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/SSL sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS-SCTP sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A Via transport token that is not one of UDP, TCP, TLS, SCTP, TLS-SCTP, WS, WSS (case-insensitive).
    // TODO silent: DTLS-UDP and DTLS when framing.transport is DTLS (expired draft, implemented by reSIProcate).
    // TODO at: the transport token
    // TODO message: Transport "{viaTransport}" is not registered. The grammar allows it, but the next element can only answer on the connection it came from and cannot open a new one.
    // TODO fix: SSL or SIPS → TLS; HTTPS → WSS; nothing else.
    // TODO notes: "RFC 4475 \u00a73.1.1.10 has such Vias in a *valid* message; a proxy must forward them. Never an error."
    // TODO rfc: "RFC 3261 \u00a725.1: transport = UDP / TCP / SCTP / TLS / other-transport (a token). TLS-SCTP: RFC 4168; WS, WSS: RFC 7118. Unknown ones are valid grammar."
    void message;
    void context;
    void report;
  },
});
