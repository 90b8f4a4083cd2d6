import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-tls-port-5060',
  subject: 'message',
  severity: { practical: 'info', strict: 'warning' },
  title: 'Via TLS with port 5060',
  remedy:
    'Set the advertised port of the TLS listener: Kamailio listen=tls:10.0.0.5:5061 advertise sbc.example.com:5061; Asterisk external_signaling_port=5061 on the TLS transport; FreeSWITCH tls-sip-port.',
  cites: ['RFC 3261 §18.1.1', 'RFC 3261 §18.2.2'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Topmost Via transport is TLS (case-insensitive) and its sent-by port is explicitly 5060; request, or response seen anywhere.
    // TODO silent: No port in sent-by (default is 5061); the trace shows TLS framing to or from port 5060 of that host; lower Via values; WSS/WS.
    // TODO at: the port of the topmost Via
    // TODO message: Via names TLS and port 5060, the port of clear SIP (TLS defaults to 5061). If the connection breaks, answers are sent with TLS to a port that usually speaks plain SIP.
    // TODO fix: Replace the port by 5061.
    // TODO rfc: "No RFC forbids TLS on 5060; the default port is 5061 for TLS and 5060 for UDP, TCP, SCTP (RFC 3261 \u00a718.1.1)."
    void message;
    void context;
    void report;
  },
});
