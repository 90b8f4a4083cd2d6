import { isSuccess, textOfUri } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-not-sip-uri',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Contact is neither sip: nor sips:',
  remedy: 'Write sip:number@host in Contact; tel: stays possible in From, To and P-Asserted-Identity.',
  cites: ['RFC 3261 §8.1.1.8', 'RFC 3261 §12.1.1'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <tel:+15551230000>
          ^^^^^^^^^^^^^^^^ sip/contact-not-sip-uri
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:+15551230000@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
SIP/2.0 302 Moved Temporarily
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <mailto:bob@example.net>
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
m: "Bob" <bob@example.net>;q=1, TEL:+15551230000;phone-context=x
                                ^^^^^^^^^^^^^^^^ sip/contact-not-sip-uri
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (message.method !== 'INVITE' || !(message.isRequest || isSuccess(message))) return;
    for (const { uri } of message.contacts) {
      // Without any scheme it is sip/uri-host-malformed.
      if (!uri || uri.isSip || uri.scheme === '') continue;
      report(uri, `Contact ${textOfUri(message, uri)} cannot be called back: in a dialog only sip: and sips: are allowed.`);
    }
  },
});
