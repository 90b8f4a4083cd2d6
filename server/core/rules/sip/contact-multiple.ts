import { isSuccess, isTargetRefresh } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-multiple',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'More than one Contact in a dialog',
  remedy: 'Usually a proxy or SBC appended its own Contact instead of replacing it.',
  cites: ['RFC 3261 §8.1.1.8'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Contact: <sip:alice@192.0.2.11:5061;transport=tls>
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/contact-multiple
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10>, <sip:alice@192.0.2.11>
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
m: "Bob, of Example" <sip:bob@198.51.100.20>;q=1 ,
  <sip:bob@[2001:db8::20]>, sip:bob@198.51.100.21
  ^^^^^^^^^^^^^^^^^^^^^^^^ sip/contact-multiple
Content-Length: 0`,
    `
SIP/2.0 302 Moved Temporarily
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@198.51.100.20>, <sip:bob@198.51.100.21>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const second = message.contacts[1];
    if (!second || !(isTargetRefresh(message) || (message.method === 'INVITE' && isSuccess(message)))) return;
    report(second, `${message.contacts.length} Contacts: the peer has to pick one remote target and picks differ. Exactly one is allowed.`);
  },
});
