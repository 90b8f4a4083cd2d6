import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/warning-sips-not-allowed',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Refused: sips: not allowed here (Warning 380)',
  remedy: 'Register the callee with a sips: Contact, or dial sip: (after the user agreed) with TLS hop by hop.',
  cites: ['RFC 5630 §5.1.2', 'RFC 5630 §5.3', 'RFC 5630 §5.1.1'],
  examples: [
    `
SIP/2.0 480 Temporarily Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Warning: 380 proxy.example.net "SIPS Not Allowed"
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/warning-sips-not-allowed
Content-Length: 0`,
    `
SIP/2.0 480 Temporarily Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Warning: 399 proxy.example.net "Not registered"
Content-Length: 0`,
    `
SIP/2.0 480 Temporarily Unavailable
warning: 399 a.example.net "380, really", 380  [2001:db8::1]:5061 "SIPS, Not \\"Allowed"
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/warning-sips-not-allowed
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
SIP/2.0 480 Temporarily Unavailable
Warning: 399 a.example.net "see, 380 a.example.net"
Subject: 380 a.example.net "x"
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Warning: 380 a.example.net "x"
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!message.isResponse) return;
    for (const warning of message.items('Warning')) {
      if (!/^380(?:\s|$)/.test(warning.token)) continue;
      report(
        warning,
        `${message.status}: the peer or a proxy in front of it refuses sips: (380 SIPS Not Allowed), usually because the callee registered with a sip: Contact. The caller must not retry with sip: by itself.`,
      );
    }
  },
});
