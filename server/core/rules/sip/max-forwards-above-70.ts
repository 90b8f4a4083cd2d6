import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/max-forwards-above-70',
  subject: 'message',
  severity: { practical: 'off', strict: 'hint' },
  title: 'Max-Forwards above 70',
  remedy: 'Set 70.',
  cites: ['RFC 3261 §8.1.1.6'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 100
              ^^^ sip/max-forwards-above-70
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
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 256
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const at = message.first('Max-Forwards')?.value;
    const hops = Number(message.value('Max-Forwards'));
    if (!at || !(hops > 70 && hops < 256)) return;
    report(at, `Max-Forwards ${hops}: 70 is the recommended start. A loop runs longer before it is stopped.`, {
      fix: { title: 'Set Max-Forwards to 70', edits: [{ at, text: '70' }] },
    });
  },
});
