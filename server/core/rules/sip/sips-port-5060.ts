import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sips-port-5060',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'sips: with port 5060',
  remedy: 'Use 5061 or no port (then SRV _sips._tcp or 5061 applies).',
  cites: ['RFC 3261 §19.1.1', 'RFC 3263 §4.2'],
  examples: [
    `
OPTIONS sips:bob@example.net:5060 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sips:bob@example.net:5061 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A SIPS URI in Request-URI, Contact, Route, Record-Route, Path, Service-Route, Refer-To has the explicit port 5060.
    // TODO silent: The trace shows TLS framing on port 5060 of that host; From/To (ports there are ignored).
    // TODO at: the port
    // TODO message: sips: with port 5060 sends a TLS ClientHello to the port of clear SIP (sips: defaults to 5061). A plain SIP listener answers nothing or closes.
    // TODO fix: Replace :5060 by :5061.
    // TODO rfc: "Default ports: 5061 for sips: and for sip: over TLS, else 5060 (RFC 3261 Table 1). Another port is legal if a TLS listener is there."
    void message;
    void context;
    void report;
  },
});
