import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/register-sips-contact-path',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'sips: Contact through a sip: Path or Request-URI',
  remedy:
    'Edge proxy: insert Path with sips: when the Contact is sips: (Kamailio/OpenSIPS path module: add_path() writes sip:…;transport=tls; use a sips: form or keep the phone on sip:). Phone: address the registrar with sips:.',
  cites: ['RFC 5630 §5.2'],
  examples: [
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sips:alice@example.com>;tag=a1
To: <sips:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sips:alice@192.0.2.10>
Path: <sip:edge.example.com:5061;transport=tls;lr>
Supported: path
Content-Length: 0`,
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sips:alice@example.com>;tag=a1
To: <sips:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sips:alice@192.0.2.10>
Path: <sips:edge.example.com;lr>
Supported: path
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: REGISTER; a Contact URI is sips; and the Request-URI, another Contact, or any Path URI is sip.
    // TODO silent: Contact "*".
    // TODO at: the first URI that is not sips
    // TODO message: The Contact is sips:, but {uri} is not. A registrar must refuse this with 400, or the binding would lead secure calls over an unprotected hop.
    // TODO fix: None
    // TODO notes: "Few registrars enforce it."
    // TODO rfc: "RFC 5630 \u00a75.2: MUST accept a SIPS Contact only if Request-URI, Contacts and all Path values are SIPS; otherwise MUST reject with 400. From/To are excluded."
    void message;
    void context;
    void report;
  },
});
