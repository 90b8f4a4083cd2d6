import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/record-route-private-address',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Private address in the Record-Route shown to a public peer',
  remedy:
    'Advertise the public address: Kamailio listen=tls:10.0.0.5:5061 advertise 192.0.2.10:5061; OpenSIPS socket=tls:10.0.0.5:5061 as 192.0.2.10:5061.',
  cites: ['RFC 3261 §16.6'],
  examples: [
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:10.0.0.5:5061;transport=tls;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sip:192.0.2.10:5061;transport=tls;r2=on;lr>
Record-Route: <sip:10.0.0.5;r2=on;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    },
  ],
  check(message, context, report) {
    // TODO when: Request that can create a dialog; framing source and destination addresses are public (documentation ranges count as public); the topmost Record-Route host is a private, link-local, CGN (100.64/10) or loopback address.
    // TODO silent: Addresses unknown or private; only lower Record-Route entries are private (they are reached through the top one; the usual picture of double record-routing in Twilio and Kamailio).
    // TODO at: the host of the topmost Record-Route
    // TODO message: The peer at {to} must send its next requests to {host}, which it cannot reach. BYE and re-INVITE get lost.
    // TODO fix: None
    // TODO rfc: "RFC 3261 \u00a716.6 step 4: the URI MUST resolve to the element inserting it for the elements that will use it."
    void message;
    void context;
    void report;
  },
});
