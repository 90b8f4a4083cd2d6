import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/upgrade-to-vs-request-uri',
  subject: 'message',
  severity: { practical: 'info', strict: 'warning' },
  title: 'To is sip:, Request-URI is sips:',
  remedy:
    'A proxy that finds a registered sips: Contact must forward with sip: (same URI otherwise) over TLS. Kamailio: rewrite the scheme after lookup("location").',
  cites: ['RFC 5630 §5.3', 'RFC 5630 §4.1'],
  examples: [
    `
INVITE sips:bob@198.51.100.20:5061 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    `
INVITE sip:bob@198.51.100.20:5061 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Initial request (no To tag) other than REGISTER; Request-URI scheme is sips; To URI scheme is sip.
    // TODO silent: REGISTER; in-dialog requests; To is tel; redirected requests where the trace shows a 3xx with this sips: Contact.
    // TODO at: the Request-URI scheme
    // TODO message: The caller dialled sip: (To), and the request now claims sips:. The callee will believe that every hop was TLS although the first ones never had to be.
    // TODO fix: None
    // TODO notes: "A UAC may legally write To: sip: for a sips: Request-URI (it chooses both), hence no error."
    // TODO rfc: "RFC 5630 \u00a75.3: SIP Request-URI MUST NOT be forwarded to a SIPS Request-URI; scheme is replaced by sip and TLS MUST be used towards that UAS."
    void message;
    void context;
    void report;
  },
});
