import { isSipsRequest } from '../../sip/roles';
import { defineRule } from '../rule';
import { sipsFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/contact-not-sips',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'sips: request with a sip: Contact',
  remedy:
    'Write sips: in Contact whenever the Request-URI or the first Route is sips:. If the account cannot do that, dial sip: and use TLS hop by hop (Asterisk: sip:…;transport=tls).',
  cites: ['RFC 3261 §8.1.1.8', 'RFC 3261 §12.1.2', 'RFC 5630 §5.1.1', 'RFC 5630 §5.1.2'],
  examples: [
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/contact-not-sips
Content-Length: 0`,
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com:5061>
Content-Length: 0`,
    `
SUBSCRIBE SIPS:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
m: "a" <sips:alice@192.0.2.1>, SIP:alice@[2001:db8::1]:5060, <tel:+15551234>
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/contact-not-sips
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 SUBSCRIBE
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sips:p1.example.com;lr>
Contact: <sip:alice@192.0.2.1>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    {
      profile: 'strict',
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sips:p1.example.com;lr>
Contact: <sip:alice@192.0.2.2>
          ^^^^^^^^^^^^^^^^^^^ sip/contact-not-sips
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    },
    `
REGISTER sips:example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Contact: <sip:alice@192.0.2.1>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Content-Length: 0`,
    {
      profile: 'strict',
      text: `
REGISTER sips:example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Contact: <sip:alice@192.0.2.3>
          ^^^^^^^^^^^^^^^^^^^ sip/contact-not-sips
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Content-Length: 0`,
    },
    {
      profile: 'strict',
      text: `
REGISTER sips:example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Contact: *
Expires: 0
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Content-Length: 0`,
    },
  ],
  check(message, { profile }, report) {
    if (!message.isRequest) return;
    const isSips = isSipsRequest(message);
    if (message.method === 'REGISTER') {
      // Of a sips: address sip/register-sips-aor-contact speaks.
      if (profile === 'practical' || !isSips || message.to?.uri?.isSips) return;
    } else if (!isSips && (profile === 'practical' || !message.routes[0]?.uri?.isSips)) return;
    const promise = isSips ? 'The request goes to a sips: target' : 'The first Route is sips:';
    for (const { uri } of message.contacts) {
      if (!uri?.isSip || uri.isSips) continue;
      report(
        uri,
        `${promise}, but Contact is sip:. Later requests could leave TLS, so the peer must refuse it with 400 if it checks; pjsip answers 480 with Warning 381.`,
        // In a REGISTER the whole account has to change.
        { fix: message.method === 'REGISTER' ? undefined : sipsFix(message.text, uri, 'this Contact') },
      );
    }
  },
});
