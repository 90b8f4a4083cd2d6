import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/aor-transport-param',
  subject: 'message',
  severity: { practical: 'hint', strict: 'warning' },
  title: 'transport, port or maddr in From or To',
  remedy:
    'Put transport into Contact, outbound proxy or Route. Asterisk: client_uri/server_uri of the registration: keep transport in server_uri or outbound_proxy, not in client_uri. FreeSWITCH gateway: register-transport instead of a parameter in from-domain.',
  cites: ['RFC 3261 §19.1.1'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com;transport=tls>;tag=a1
To: <sip:alice@example.com;transport=tls>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: The URI in From or To is sip/sips and has transport, maddr, ttl, lr, method, an explicit port, or a headers part. In practical mode only for REGISTER (there To is the key of the registration) and only for transport, maddr, lr, headers.
    // TODO silent: user=, and any parameter not listed in Table 1; practical mode and the method is not REGISTER; tel: URIs.
    // TODO at: the parameter or port
    // TODO message: {header} carries {param}. An address of record has no transport or port: peers ignore it, but registrars and rules that compare the whole string see another user.
    // TODO fix: Delete the parameter.
    // TODO notes: "Many gateways write host:port in From/To of INVITE; hence practical looks at REGISTER only."
    // TODO rfc: "RFC 3261 Table 1 (belongs to \u00a719.1.1, printed after the heading of \u00a719.1.2): port, method, maddr, ttl, transport, lr, headers are \"-\" in To and From; receivers SHOULD ignore them (\u00a719.1.1)."
    void message;
    void context;
    void report;
  },
});
