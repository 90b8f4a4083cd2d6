import { isCutIn } from '../../sip/incomplete';
import type { SipMessage } from '../../sip/message';
import type { Via } from '../../sip/parts';
import { shortened } from '../../text/shortened';
import { textOf } from '../../text/span';
import type { Fix } from '../rule';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-protocol-name',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Via does not start with SIP/2.0',
  remedy: 'Correct the template or the header manipulation rule that writes this Via.',
  cites: ['RFC 3261 §8.1.1.7', 'RFC 3261 §25.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIPS/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
     ^^^^^^^^^^^^ sip/via-protocol-name
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP / 2.0 / TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com;branch=z9hG4bKp1, SIP/2.0 192.0.2.10;branch=z9hG4bKa1
                                                     ^^^^^^^ sip/via-protocol-name
v: sip/2.0/udp 192.0.2.11;branch=z9hG4bKb1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 200 OK
v: SIP/1.0/TCP [2001:db8::10]:5060;branch=z9hG4bKa1
   ^^^^^^^^^^^ sip/via-protocol-name
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const via of message.vias) {
      if ((via.protocol.toUpperCase() === 'SIP' && via.version === '2.0' && via.transport !== '') || isCutIn(message, via)) continue;
      const at = via.sentProtocol.end > via.sentProtocol.start ? via.sentProtocol : via;
      const written = shortened(textOf(message.text, at), 60);
      report(at, `Via says "${written}"; it has to be SIP/2.0/<transport>. Receivers discard the message or answer 400.`, {
        fix: renamed(message, via),
      });
    }
  },
});

/** Only where the third word is there: which transport was meant is not guessed. */
function renamed(message: SipMessage, via: Via): Fix | undefined {
  if (!via.transportSpan || !/^[A-Z-]+$/.test(via.transport)) return undefined;
  const protocol = `SIP/2.0/${message.text.slice(via.transportSpan.start, via.transportSpan.end)}`;
  return { title: `Replace the protocol by ${protocol}`, edits: [{ at: via.sentProtocol, text: protocol }] };
}
