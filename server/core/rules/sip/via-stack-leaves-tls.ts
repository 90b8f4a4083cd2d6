import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-stack-leaves-tls',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'An earlier hop of a sips: request was not TLS',
  remedy:
    'Make {sentBy} send over TLS, or do not upgrade sip: to sips: on the way: a proxy that received a sip: Request-URI must forward a sip: Request-URI.',
  cites: ['RFC 3261 §26.4.4', 'RFC 3261 §26.2.2', 'RFC 5630 §3.2', 'RFC 5630 §5.3'],
  examples: [
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.net:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1;received=192.0.2.10
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.net:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1;received=192.0.2.10
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Request; Request-URI scheme is sips; any Via value below the topmost has a transport other than TLS, TLS-SCTP or WSS. Mark each.
    // TODO silent: Request-URI is sip: (Twilio, Teams and most SBCs show inner UDP hops in the Via stack of sip: calls over TLS, which is allowed); responses; the topmost Via (own rules).
    // TODO at: the transport token of that Via value
    // TODO message: This sips: request already crossed a {viaTransport} hop ({sentBy}). TLS on every hop was promised; a proxy on the way upgraded the scheme or broke the rule.
    // TODO fix: None
    // TODO rfc: "RFC 3261 \u00a726.4.4: recipients MAY inspect the Via chain. RFC 5630 \u00a75.3: sip: MUST NOT be forwarded as sips: (the permissive paragraph of \u00a726.4.4 was deleted by RFC 5630 Appendix A). RFC 3261 alone would have left hops inside the target domain to local policy. Absence of findings proves nothing: B2BUAs hide hops."
    void message;
    void context;
    void report;
  },
});
