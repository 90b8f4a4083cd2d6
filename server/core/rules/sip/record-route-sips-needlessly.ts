import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/record-route-sips-needlessly',
  subject: 'message',
  severity: { practical: 'info', strict: 'error' },
  title: 'sips: Record-Route in a sip: call',
  remedy:
    'Write sip: with transport=tls (practice) or a sip: domain name. The common advice "TLS needs sips: in Record-Route" holds only for sips: Request-URIs.',
  cites: ['RFC 3261 §16.6', 'RFC 3261 §12.1.1', 'RFC 5630 §3.1.3'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sips:proxy.example.com;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:proxy.example.com:5061;transport=tls;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Initial dialog-creating request; Request-URI is sip; the topmost Route, if any, is not sips; the topmost Record-Route is sips; there are at least two Via values and the second one is TLS (the proxy received over TLS).
    // TODO silent: Only one Via (a B2BUA or UA wrote it); the proxy received over a non-TLS hop (RFC 3261 gives no MUST there).
    // TODO at: the scheme of that Record-Route
    // TODO message: The Request-URI is sip:, so this proxy must not insert a sips: Record-Route. The callee is forced to a sips: Contact; JsSIP answers 416, sipml5 403, baresip fails, Teams does not support sips:.
    // TODO fix: Replace sips: by sip: and add ;transport=tls.
    // TODO notes: "Field: re #39, JsSIP #78 #704, sipml5 #327, drachtio #327."
    // TODO rfc: "RFC 3261 \u00a716.6 step 4, last sentence: a proxy that receives over TLS but sends a request without SIPS in Request-URI or topmost Route MUST insert a Record-Route that is not a SIPS URI. (\u00a716.7 step 8 said the opposite for rewriting; that paragraph is deleted by RFC 5630 Appendix A.)"
    void message;
    void context;
    void report;
  },
});
