import { lineBehind } from '../../sip/header-lines';
import { isRfc2543, lacksHeader } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/max-forwards-missing',
  subject: 'message',
  severity: { practical: 'hint', strict: 'error' },
  title: 'No Max-Forwards',
  remedy: 'Add Max-Forwards: 70 in the sender (old SIPp scenarios lack it).',
  cites: ['RFC 3261 §8.1.1.6', 'RFC 3261 §16.6'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/max-forwards-missing
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
v: SIP/2.0/UDP 192.0.2.10
f: <sip:alice@example.com>
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!message.isRequest || isRfc2543(message) || !lacksHeader(message, 'Max-Forwards')) return;
    const via = message.all('Via').at(-1);
    report(
      message.startLine.span,
      'The request has no Max-Forwards, so nothing stops a routing loop. Proxies add one (70) themselves, so calls still work.',
      { fix: via && { title: 'Add Max-Forwards: 70', edits: [lineBehind(message, via, 'Max-Forwards: 70')] } },
    );
  },
});
