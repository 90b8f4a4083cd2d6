import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sip-tls-port-5060',
  subject: 'message',
  severity: { practical: 'info', strict: 'info' },
  title: 'transport=tls with port 5060',
  remedy:
    'Use 5061 or omit the port. dSIPRouter and OpenSIPS set-ups produce this when transport=tls is appended to all routes (dsiprouter #756, OpenSIPS #690).',
  cites: ['RFC 3261 §19.1.1', 'RFC 3263 §4.2'],
  examples: [
    `
OPTIONS sip:bob@example.net:5060;transport=tls SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net:5061;transport=tls SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A SIP URI in Request-URI, Contact, Route, Record-Route, Path or Service-Route has transport=tls and the explicit port 5060.
    // TODO silent: The trace shows TLS framing on port 5060 of that host; From/To.
    // TODO at: the port
    // TODO message: {uri} asks for TLS on port 5060, the port of clear SIP. Unless a TLS listener was put there on purpose, the connection fails in the handshake.
    // TODO fix: Replace :5060 by :5061.
    // TODO rfc: "Nothing forbids it: port wins over the default 5061 (RFC 3263 \u00a74.2). transport=tls itself: see sip/transport-tls-deprecated."
    void message;
    void context;
    void report;
  },
});
