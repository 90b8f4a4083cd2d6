import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/register-both-schemes',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Same Contact as sip: and sips:',
  remedy: 'Keep the sips: Contact only (or the sip: one if the phone does not want sips:).',
  cites: ['RFC 5630 §5.1.1.1'],
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
    // TODO when: REGISTER with two Contact values that are equal except for scheme (sip / sips), ignoring transport and default port.
    // TODO silent: One of them has expires=0 (it is being removed).
    // TODO at: the sip: one
    // TODO message: This Contact is registered twice, as sips: and as sip:. sips: already covers both; the sip: binding replaces it or forks every call to the same phone.
    // TODO fix: Delete the sip: Contact value.
    // TODO rfc: "RFC 5630 \u00a75.1.1.1: MUST NOT include both versions of the same Contact; MUST only use the SIPS version."
    void message;
    void context;
    void report;
  },
});
