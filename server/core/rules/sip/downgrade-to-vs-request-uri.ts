import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/downgrade-to-vs-request-uri',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'To is sips:, Request-URI is sip:',
  remedy:
    'Find the element that rewrites the Request-URI (Kamailio/OpenSIPS $ru = "sip:…" keeps no scheme: use $rU/$rd instead). If the caller did it: do not retry sips: targets as sip: without asking the user.',
  cites: ['RFC 3261 §26.4.4', 'RFC 5630 §4.1', 'RFC 5630 §5.1.1', 'RFC 5630 §5.3'],
  examples: [
    `
INVITE sip:bob@198.51.100.20:5061;transport=tls SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sips:bob@198.51.100.20:5061 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Initial request (no To tag) other than REGISTER; To URI scheme is sips; Request-URI scheme is sip.
    // TODO silent: REGISTER; in-dialog requests; Request-URI tel.
    // TODO at: the Request-URI scheme
    // TODO message: The caller dialled sips: (To), but the request now goes to sip:. Somebody on the way removed the demand for TLS, or the UA downgraded by itself.
    // TODO fix: None
    // TODO rfc: "RFC 5630 \u00a75.3: a proxy that receives a SIPS Request-URI MUST only forward to a SIPS Request-URI; \u00a75.1.1: a UAC MUST NOT change it. RFC 3261 \u00a726.4.4 RECOMMENDS recipients to look at To."
    void message;
    void context;
    void report;
  },
});
