import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sips-transport-udp',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'sips: with transport=udp',
  remedy:
    'Drop transport=udp, or use sip: if this side really is UDP. Look at the Contact settings of the sender (Asterisk: the endpoint uses a UDP transport; FreeSWITCH: contact-params).',
  cites: ['RFC 3261 §19.1.1', 'RFC 3261 §26.2.2'],
  examples: [
    `
OPTIONS sips:bob@example.net;transport=udp SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sips:bob@example.net;transport=tcp SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A SIPS URI anywhere in the message has transport=udp.
    // TODO silent: sip: URIs.
    // TODO at: the transport parameter
    // TODO message: sips: demands TLS and transport=udp demands a datagram without it. No receiver can satisfy both: it fails, or it silently gives up TLS.
    // TODO fix: Delete ;transport=udp.
    // TODO rfc: "RFC 3261 \u00a719.1.1: for a SIPS URI the transport parameter MUST indicate a reliable transport; \u00a726.2.2: UDP is not valid."
    void message;
    void context;
    void report;
  },
});
