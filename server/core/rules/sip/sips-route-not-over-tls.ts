import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sips-route-not-over-tls',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'First Route is sips:, hop is not TLS',
  remedy:
    'Check the outbound proxy setting of the sender: the scheme was kept, the transport was not (account transport UDP + sips: proxy).',
  cites: ['RFC 5630 §5.1.1', 'RFC 3261 §8.1.2'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKa1
Route: <sips:proxy.example.com;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@192.0.2.10>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sips:proxy.example.com;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@192.0.2.10>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Request; Request-URI scheme is not sips; the topmost Route is a sips URI; framing.transport (transportSource "frame"), or else the topmost Via transport, is UDP, TCP, SCTP or WS.
    // TODO silent: Request-URI sips (sip/sips-over-udp, sip/sips-over-clear-transport); loopback sidecar; sofia log wrapper "TCP" with Via TLS.
    // TODO at: the topmost Route URI
    // TODO message: The first Route is {uri}: this hop must be TLS, but the request left over {transport}.
    // TODO fix: None
    // TODO rfc: "RFC 5630 \u00a75.1.1: SIP Request-URI and a topmost SIPS Route with lr: the request MUST be sent over TLS (Request-URI stays sip:)."
    void message;
    void context;
    void report;
  },
});
