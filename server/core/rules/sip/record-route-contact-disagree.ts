import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/record-route-contact-disagree',
  subject: 'message',
  severity: { practical: 'hint', strict: 'info' },
  title: 'Record-Route and Contact of one host disagree about the transport',
  remedy: 'Write the same transport into both; an SBC that record-routes in front of itself needs both sockets reachable.',
  cites: ['RFC 3261 §12.2.1.1', 'RFC 3261 §8.1.2'],
  examples: [
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:198.51.100.20:5060;transport=tcp;lr>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@198.51.100.20:5061;transport=tls>
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:198.51.100.20:5061;transport=tls;lr>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@198.51.100.20:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: 2xx (or 18x with Contact) to INVITE; exactly one Record-Route; its host equals the Contact host; their effective transports differ.
    // TODO silent: Different hosts; r2=on pairs; no Record-Route; Contact without explicit transport and the same port.
    // TODO at: the Contact URI
    // TODO message: Record-Route leads over {rrTransport}, Contact says {contactTransport}. By RFC 3261 the route decides where the ACK goes; clients that follow Contact use {contactTransport} and may be refused.
    // TODO fix: None
    // TODO notes: "Field: livekit/sip #730, go-sip-ua #57. Proxy and PBX on one address (different ports) look the same and work, hence a hint."
    // TODO rfc: "RFC 3261 \u00a712.2.1.1, \u00a78.1.2: with a non-empty route set the first route URI decides the next hop; Contact only fills the Request-URI."
    void message;
    void context;
    void report;
  },
});
