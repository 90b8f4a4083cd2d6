import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-private-address',
  subject: 'message',
  severity: { practical: 'hint', strict: 'warning' },
  title: 'Private address in Contact shown to a public peer',
  remedy:
    'Asterisk: external_signaling_address (+ local_net) on the transport; FreeSWITCH: ext-sip-ip; Kamailio: fix_nated_contact() or add_contact_alias(). On the other side: rewrite_contact=yes.',
  cites: ['RFC 3261 §8.1.1.8', 'RFC 3261 §12.1.1'],
  examples: [
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@10.0.0.5:5061;transport=tls>
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
  ],
  check(message, context, report) {
    // TODO when: INVITE request or 2xx to INVITE; framing source and destination are public (documentation ranges count as public); no Record-Route; the Contact host is private, link-local, CGN or loopback.
    // TODO silent: Addresses unknown; Record-Route present; Contact has ob, gr, alias=, or a host ending in .invalid; REGISTER.
    // TODO at: the Contact host
    // TODO message: The peer at {to} gets {host} as the address for ACK, BYE and re-INVITE. It works only if the peer ignores Contact and answers to the connection (NAT handling).
    // TODO fix: None
    // TODO rfc: "RFC 3261 \u00a78.1.1.8, \u00a712.1.2: the scope of Contact is global. RFC 3261 knows no NAT; phones behind NAT do this daily and SBCs cope, hence only a hint."
    void message;
    void context;
    void report;
  },
});
