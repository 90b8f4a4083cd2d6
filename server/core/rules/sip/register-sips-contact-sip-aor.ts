import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/register-sips-contact-sip-aor',
  subject: 'message',
  severity: { practical: 'hint', strict: 'error' },
  title: 'Only sips: Contacts, but From/To are sip:',
  remedy: 'Write the account with sips: everywhere, or with sip: everywhere.',
  cites: ['RFC 5630 §5.1.1.1', 'RFC 5630 §5.2'],
  examples: [
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sips:alice@192.0.2.10:5061>
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
    // TODO when: REGISTER with at least one Contact URI; all Contact URIs are sips; From or To URI is sip.
    // TODO silent: Contact "*"; no Contact.
    // TODO at: the To URI scheme
    // TODO message: All Contacts are sips:, so From and To have to be sips: as well. Registrars treat both forms as the same user, therefore it usually works.
    // TODO fix: Replace sip: by sips: in From and To.
    // TODO rfc: "RFC 5630 \u00a75.1.1.1: UAC MUST use SIPS AORs in From/To when all Contacts are SIPS, SIP AORs otherwise. \u00a75.2: the registrar MUST consider both AORs equivalent and does not look at From/To."
    void message;
    void context;
    void report;
  },
});
