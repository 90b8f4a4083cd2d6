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
  ],
  check(message, context, report) {
    // TODO when: Response; a Via value has rport with a value but no received parameter.
    // TODO silent: rport without value; received present; requests; Via WS or WSS (RFC 7118 §5.3 relaxes received there).
    // TODO at: the rport parameter
    // TODO message: The server filled in rport={rport} but not received. A server that answers an rport request must add both, even when the address is the same; a client behind NAT learns its port but not its address.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
