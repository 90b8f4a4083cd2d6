import { lineBehind } from '../../sip/header-lines';
import { isCutIn } from '../../sip/incomplete';
import type { SipMessage } from '../../sip/message';
import type { Fix } from '../rule';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-star-expires',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Contact: * without Expires: 0, or next to others',
  remedy: 'Send Contact: * with Expires: 0, or remove single bindings with ;expires=0.',
  cites: ['RFC 3261 §10.2.2', 'RFC 3261 §10.3'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: *
         ^ sip/contact-star-expires
Expires: 3600
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: *
Expires: 0
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
m: *
Expires: 00
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: *;expires=0
         ^ sip/contact-star-expires
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10>
Contact: *
         ^ sip/contact-star-expires
Expires: 0
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: *
         ^ sip/contact-star-expires
Expires: 0
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const { contacts } = message;
    const isRegister = message.isRequest && message.method === 'REGISTER';
    const isZero = /^0+$/.test(message.value('Expires') ?? '');
    for (const star of contacts) {
      if (!star.isStar || (isRegister && contacts.length === 1 && (isZero || message.isCut)) || isCutIn(message, star)) continue;
      const why = isRegister
        ? 'and needs Expires: 0 and no other Contact. The registrar answers 400, and the old bindings stay.'
        : 'and belongs only into a REGISTER. Here it names no address to which a request could go.';
      report({ start: star.start, end: star.start + 1 }, `Contact: * means "remove all my bindings" ${why}`, {
        fix: isRegister && contacts.length === 1 ? withExpiresZero(message) : undefined,
      });
    }
  },
});

function withExpiresZero(message: SipMessage): Fix | undefined {
  const expires = message.first('Expires');
  if (expires)
    return { title: 'Set Expires to 0', edits: [{ at: expires.value, text: expires.value.end > expires.value.start ? '0' : ' 0' }] };
  const contact = message.first('Contact');
  return contact && { title: 'Add Expires: 0', edits: [lineBehind(message, contact, 'Expires: 0')] };
}
