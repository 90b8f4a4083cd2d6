import { removesBinding } from '../../sip/roles';
import { defineRule } from '../rule';
import { sipsFix } from '../uri-fixes';

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
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/register-sips-aor-contact
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
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sips:alice@example.com>;tag=a1
To: <sips:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: *
Expires: 0
Content-Length: 0`,
    {
      // Taking an old binding away.
      text: `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sips:alice@example.com>;tag=a1
To: <sips:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061>;expires=0, <sips:alice@192.0.2.10>
Content-Length: 0`,
    },
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: sips:alice@example.com;tag=a1
To: sips:alice@example.com
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: "A" <tel:+15551234>, sip:alice@[2001:db8::1]:5061
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/register-sips-aor-contact
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!message.isRequest || message.method !== 'REGISTER' || !message.to?.uri?.isSips) return;
    for (const contact of message.contacts) {
      if (contact.uri?.scheme !== 'sip' || removesBinding(message, contact)) continue;
      report(
        contact.uri,
        'A sips: address is bound to a sip: Contact. Calls to the sips: address cannot be delivered there: a proxy must answer 480 (Warning 380) instead of giving up TLS.',
        { fix: sipsFix(message.text, contact.uri, 'this Contact') },
      );
    }
  },
});
