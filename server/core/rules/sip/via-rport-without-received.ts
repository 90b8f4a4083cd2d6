import { param } from '../../sip/parts';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-rport-without-received',
  subject: 'message',
  severity: { practical: 'hint', strict: 'warning' },
  title: 'rport filled in, received missing',
  remedy: 'Server-side bug or a header manipulation rule that strips received= to hide addresses.',
  cites: ['RFC 3581 §4'],
  examples: [
    `
SIP/2.0 200 OK
Via: SIP/2.0/UDP 10.0.0.5:5060;branch=z9hG4bKa1;rport=34567
                                                ^^^^^^^^^^^ sip/via-rport-without-received
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/UDP 10.0.0.5:5060;branch=z9hG4bKa1;received=192.0.2.10;rport=34567
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/UDP 10.0.0.5:5060;branch=z9hG4bKa1;rport
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKa1;rport=34567
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!message.isResponse) return;
    for (const { transport, params } of message.vias) {
      const rport = param(params, 'rport');
      // RFC 7118 §5.3 leaves received to the server where the client has no address that could be sent to.
      if (!rport?.value || param(params, 'received') || transport === 'WS' || transport === 'WSS') continue;
      report(
        rport,
        `The server filled in rport=${rport.value} but not received. A server that answers an rport request must add both, even when the address is the same; a client behind NAT learns its port but not its address.`,
      );
    }
  },
});
