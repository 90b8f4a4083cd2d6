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
     ^^^ sip/register-sips-contact-sip-aor
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
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Expires: 0
m: *
Content-Length: 0`,
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
       ^^^ sip/register-sips-contact-sip-aor
t: sips:alice@example.com
Call-ID: c1@example.com
CSeq: 1 REGISTER
m: "A, B" <SIPS:alice@192.0.2.10>, <sips:alice@[2001:db8::1]>
Content-Length: 0`,
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!message.isRequest || message.method !== 'REGISTER' || message.contacts.length === 0) return;
    if (!message.contacts.every((contact) => contact.uri?.isSips)) return;
    const wrong = [message.to?.uri, message.from?.uri].filter((uri) => uri?.scheme === 'sip').flatMap((uri) => uri?.schemeSpan ?? []);
    const [first] = wrong;
    if (!first) return;
    report(
      first,
      'All Contacts are sips:, so From and To have to be sips: as well. Registrars treat both forms as the same user, therefore it usually works.',
      { fix: { title: 'Replace sip: by sips: in From and To', edits: wrong.map((at) => ({ at, text: 'sips' })) } },
    );
  },
});
