import { isTransport } from '../../sip/next-hop';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-transport-unknown',
  subject: 'message',
  severity: { practical: 'info', strict: 'info' },
  title: 'Unregistered transport in Via',
  remedy: 'Typical typos are SSL, SIPS, HTTPS: write TLS (or WSS).',
  cites: ['RFC 3261 §25.1', 'RFC 3261 §20.42', 'RFC 4168', 'RFC 7118 §5.1', 'RFC 4475 §3.1.1.10'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/SSL sbc.example.com:5061;branch=z9hG4bKa1
             ^^^ sip/via-transport-unknown
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS-SCTP sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS [2001:db8::1]:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
v: SIP / 2.0 / https
               ^^^^^ sip/via-transport-unknown
 192.0.2.10;branch=z9hG4bKa2, SIP/2.0/UNKNOWN 192.0.2.11;branch=z9hG4bKa3
                                      ^^^^^^^ sip/via-transport-unknown
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/DTLS-UDP sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, { hop }, report) {
    for (const via of message.vias) {
      const { transport, transportSpan } = via;
      if (!transportSpan || transport === '' || isTransport(transport) || via.protocol.toUpperCase() !== 'SIP') continue;
      // An expired draft that some stacks speak; where the log says what carried the message, it was not that.
      if (/^DTLS(?:-UDP|-SCTP)?$/.test(transport) && hop.framing === undefined) continue;
      const meant = typos.get(transport);
      const fix =
        meant === undefined ? undefined : { title: `Replace ${transport} by ${meant}`, edits: [{ at: transportSpan, text: meant }] };
      report(
        transportSpan,
        `Transport "${message.text.slice(transportSpan.start, transportSpan.end)}" is not registered. The grammar allows it, but the next element can only answer on the connection it came from and cannot open a new one.`,
        { fix },
      );
    }
  },
});

const typos = new Map([
  ['SSL', 'TLS'],
  ['SIPS', 'TLS'],
  ['HTTPS', 'WSS'],
]);
