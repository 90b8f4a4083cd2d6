import type { SipMessage } from '../../sip/message';
import { isRfc2543, isSuccess, kindOf, lacksHeader } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-missing',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'No Contact where a dialog starts',
  remedy: 'Look for header manipulation or topology hiding that removes Contact.',
  cites: ['RFC 3261 §8.1.1.8', 'RFC 3261 §12.1.1', 'RFC 6665', 'RFC 3311'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/contact-missing
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
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
SIP/2.0 202 Accepted
^^^^^^^^^^^^^^^^^^^^ sip/contact-missing
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 SUBSCRIBE
Content-Length: 0`,
    `
SIP/2.0 180 Ringing
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
SIP/2.0 486 Busy Here
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
m: <sip:alice@192.0.2.10>
Content-Length: 0`,
    {
      profile: 'strict',
      text: `
UPDATE sip:bob@example.net SIP/2.0
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/contact-missing
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 UPDATE
Content-Length: 0`,
    },
    {
      profile: 'practical',
      text: `
UPDATE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 UPDATE
Content-Length: 0`,
    },
    {
      // A program of RFC 2543, where Contact was not yet asked for.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10
From: <sip:alice@example.com>
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    },
  ],
  check(message, { profile }, report) {
    const inRequest = message.isRequest && needContact.has(message.method);
    const inAnswer = isSuccess(message) && (message.method === 'INVITE' || message.method === 'SUBSCRIBE');
    const inUpdate = profile === 'strict' && message.method === 'UPDATE' && (message.isRequest || isSuccess(message));
    if (!(inRequest || inAnswer || inUpdate) || isRfc2543(message) || !lacksHeader(message, 'Contact')) return;
    const isInvite = message.method === 'INVITE';
    report(
      message.startLine.span,
      `This ${kindOf(message)} has no Contact, so the peer does not know where to send ${laterRequests(message)}.${isInvite ? ' Most stacks reject it; Teams answers 403 or nothing.' : ''}`,
    );
  },
});

const needContact = new Set(['INVITE', 'SUBSCRIBE', 'REFER']);

function laterRequests({ method, isRequest }: SipMessage): string {
  if (method === 'SUBSCRIBE' || method === 'REFER') return isRequest ? 'its NOTIFY' : 'the next SUBSCRIBE';
  return method === 'INVITE' ? 'the next request (ACK, BYE)' : 'the next request (BYE)';
}
