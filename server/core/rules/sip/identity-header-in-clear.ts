import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/identity-header-in-clear',
  subject: 'message',
  severity: { practical: 'off', strict: 'info' },
  title: 'P-Asserted-Identity over an unencrypted public hop',
  remedy: 'Use TLS (or IPsec) on this hop, or strip the header at the edge (Kamailio remove_hf, Asterisk send_pai=no).',
  cites: ['RFC 3325', 'RFC 3324'],
  examples: [
    {
      framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10>
P-Asserted-Identity: <sip:+15551230000@example.com>
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
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
P-Asserted-Identity: <sip:+15551230000@example.com>
Content-Length: 0`,
    },
  ],
  check(message, context, report) {
    // TODO when: Request or response with P-Asserted-Identity or P-Preferred-Identity; framing.transport UDP, TCP or WS from the frame; both addresses are public (treat RFC 5737/3849 documentation ranges as public).
    // TODO silent: transport unknown; a private or loopback address on either side; TLS, WSS.
    // TODO at: the header value
    // TODO message: The asserted identity crosses an unprotected hop. It is only worth something inside a trust domain whose links are protected; here anybody on the path can read or forge it.
    // TODO fix: None
    // TODO notes: "Off in practice: the majority of UDP trunks send PAI every day."
    // TODO rfc: "Not a sips/TLS requirement of RFC 3261 or 5630; RFC 3325 limits the header to trust domains and leaves protection to the specification of that domain (RFC 3324)."
    void message;
    void context;
    void report;
  },
});
