import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sips-over-clear-transport',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'A sips: request left over TCP, SCTP or WS without TLS',
  remedy:
    'The sender ignored the scheme: sips:host;transport=tcp means TLS over TCP, port 5061. Configure the next hop with TLS or use sip:. pjsip had this (pjproject #1319, #1740): check the version. Over secure WebSocket Via must be WSS.',
  cites: ['RFC 3261 §26.2.2', 'RFC 3261 §16.6', 'RFC 3261 §20.42', 'RFC 5630 §4.1', 'RFC 7118 §9.2'],
  examples: [
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@192.0.2.10>
Content-Length: 0`,
    `
INVITE sips:bob@example.net;transport=tcp SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Request; Request-URI scheme is sips; framing.transport (transportSource "frame") or else the topmost Via transport is TCP, SCTP or WS.
    // TODO silent: framing TLS or WSS is known from the frame; framing is TCP only because the frame reader did not name the TLS wrapper (sofia logs print TCP for TLS) and Via says TLS; both ends on loopback (TLS sidecar).
    // TODO at: the transport token of the topmost Via
    // TODO message: The Request-URI is sips:, but this hop is {transport} without TLS. Everybody on the way can read a call that was asked to be protected on every hop.
    // TODO fix: None
    // TODO rfc: "RFC 3261 \u00a720.42: for a sips: target the Via transport is TLS; \u00a78.1.2 and \u00a716.6 step 7: the next hop MUST be resolved as for a SIPS URI, that is TLS. RFC 7118 \u00a79.2: a WebSocket on the path of a sips: request MUST be a secure one."
    void message;
    void context;
    void report;
  },
});
