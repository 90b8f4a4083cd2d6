import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-not-sips',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'sips: request with a sip: Contact',
  remedy:
    'Write sips: in Contact whenever the Request-URI or the first Route is sips:. If the account cannot do that, dial sip: and use TLS hop by hop (Asterisk: sip:…;transport=tls).',
  cites: ['RFC 3261 §8.1.1.8', 'RFC 3261 §12.1.2', 'RFC 5630 §5.1.1', 'RFC 5630 §5.1.2'],
  examples: [
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com:5061>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Request that carries Contact; Request-URI scheme is sips; a Contact URI has scheme sip. In strict mode also: only the topmost Route is sips; and REGISTER to a sips Request-URI.
    // TODO silent: In practical mode REGISTER (own rules) and a sips: Route above a sip: Request-URI (newer drachtio writes such routes for TLS behind NAT, and it works); Contact missing (sip/contact-missing); Contact "*" ; non-SIP scheme (sip/contact-not-sip-uri).
    // TODO at: the Contact URI
    // TODO message: The request goes to a sips: target, but Contact is sip:. Later requests could leave TLS, so the peer must refuse it with 400 if it checks; pjsip answers 480 with Warning 381.
    // TODO fix: Replace sip: by sips: in Contact (drop transport=tls, and a port of 5060).
    // TODO notes: "Field: pjproject #1735, #3746."
    // TODO rfc: "RFC 3261 \u00a78.1.1.8 (any request, Request-URI or top Route): Contact MUST contain a SIPS URI. RFC 5630 \u00a75.1.2: a UAS that has to reject for inconsistent schemes MUST use 400; proxies SHOULD (\u00a75.3)."
    void message;
    void context;
    void report;
  },
});
