import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/transport-tls-deprecated',
  subject: 'message',
  severity: { practical: 'off', strict: 'warning' },
  title: 'transport=tls is deprecated',
  remedy:
    'Nothing to change when the peer documents it (Teams, Twilio, LiveKit, Asterisk, FreeSWITCH, Kamailio do). By the letter: sip: URI + TLS chosen by DNS or configuration (best effort), or sips: (every hop).',
  cites: ['RFC 3261 §26.2.2', 'RFC 5630 §3.1.4', 'RFC 5630 §5.1.1', 'RFC 5630 §5.3'],
  examples: [
    `
OPTIONS sip:bob@example.net;transport=tls SIP/2.0
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
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A SIP (not SIPS) URI anywhere in the message has transport=tls (case-insensitive).
    // TODO silent: sips: URIs (sip/sips-transport-tls); header parameters outside the angle brackets (sip/contact-param-outside-brackets).
    // TODO at: the transport parameter
    // TODO message: transport=tls asks for TLS on one hop and promises nothing beyond it. RFC 3261 deprecated it and RFC 5630 says not to use it; nearly all trunks use it anyway, because no other way names one-hop TLS in a sip: URI.
    // TODO fix: None
    // TODO notes: "Strict stays at warning although RFC 5630 words it as MUST NOT: parsers have to accept it, and every commercial trunk depends on it."
    // TODO rfc: "RFC 3261 \u00a726.2.2: \"deprecated\", kept in the ABNF. RFC 5630 \u00a75.1.1, \u00a75.1.1.1, \u00a75.1.2, \u00a75.3, \u00a75.4: UAs, proxies and redirect servers MUST NOT use it."
    void message;
    void context;
    void report;
  },
});
