import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/register-sips-aor-contact',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'sips: address of record with a sip: Contact',
  remedy:
    'Use sips: in Contact, or register the sip: address and keep TLS as transport. pjsip/Asterisk: client_uri=sip:… with transport=<tls transport>.',
  cites: ['RFC 5630 Appendix A', 'RFC 3261 §10.2.1', 'RFC 5630 §5.1.1.1'],
  examples: [
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sips:alice@example.com>;tag=a1
To: <sips:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sips:alice@example.com>;tag=a1
To: <sips:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sips:alice@192.0.2.10:5061>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: REGISTER; To URI scheme is sips; a Contact URI has scheme sip.
    // TODO silent: Contact "*"; non-SIP Contacts (tel, mailto: RFC 3261 still allowed them when otherwise secured); no Contact (query).
    // TODO at: the Contact URI
    // TODO message: A sips: address is bound to a sip: Contact. Calls to the sips: address cannot be delivered there: a proxy must answer 480 (Warning 380) instead of giving up TLS.
    // TODO fix: Replace sip: by sips: in Contact.
    // TODO rfc: "RFC 3261 \u00a710.2.1 said SHOULD; RFC 5630 Appendix A replaced it: only SIPS Contacts (MUST)."
    void message;
    void context;
    void report;
  },
});
