import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/maddr',
  subject: 'message',
  severity: { practical: 'hint', strict: 'info' },
  title: 'maddr overrides the host of the URI',
  remedy: 'Use a Route (outbound proxy) instead of maddr.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3263 §4.1'],
  examples: [
    `
OPTIONS sip:bob@example.net;maddr=198.51.100.20;transport=tls SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sip:proxy.example.net:5061;transport=tls;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A SIP/SIPS URI in Request-URI, Contact, Route or Record-Route has maddr.
    // TODO silent: maddr equals the host part; Via maddr with a multicast address.
    // TODO at: the maddr parameter
    // TODO message: maddr={maddr} sends the request there instead of {host}. Over TLS the certificate is still compared with a name, and stacks disagree which of the two; the use of maddr for routing is discouraged.
    // TODO fix: None
    // TODO rfc: "RFC 3261 \u00a719.1.1: use of maddr as loose source routing is strongly discouraged. It stays legal and overrides host, port and transport apply to it."
    void message;
    void context;
    void report;
  },
});
