import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/warning-sips-required',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Refused: sips: required (Warning 381)',
  remedy: 'Dial sips: and use a sips: Contact, or switch the peer from "sips" to plain TLS (account URIs sip:…;transport=tls).',
  cites: ['RFC 5630 §5.1.2', 'RFC 5630 §5.3'],
  examples: [
    `
SIP/2.0 480 Temporarily Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Warning: 381 bob.example.net "SIPS Required"
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/warning-sips-required
Content-Length: 0`,
    `
SIP/2.0 480 Temporarily Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
SIP/2.0 480 Temporarily Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Warning: 399 a.example.com "381 is not the code here", 381 [2001:db8::1]:5061
                                                       ^^^^^^^^^^^^^^^^^^^^^^ sip/warning-sips-required
  "SIPS Required"
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!message.isResponse) return;
    for (const warning of message.items('Warning')) {
      if (!/^381(?:\s|$)/.test(warning.token)) continue;
      report(
        warning,
        `${message.status}: the peer accepts only sips: everywhere (381 SIPS Required): the Request-URI, Contact or Record-Route of this call is sip:.`,
      );
    }
  },
});
