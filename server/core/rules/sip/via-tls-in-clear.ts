import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-tls-in-clear',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Via says TLS, the bytes were readable on UDP or TCP',
  remedy:
    'Behind a TLS-terminating load balancer: pass TLS through, or let a SIP-aware proxy (Kamailio, OpenSIPS) end it, which writes its own Via. drachtio refuses SIP/2.0/TLS on a TCP socket (#435).',
  cites: ['RFC 3261 §18.1.1', 'RFC 3261 §26.2.2'],
  examples: [
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5060', transport: 'TCP' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    },
  ],
  check(message, context, report) {
    // TODO when: Request; topmost Via transport is TLS (or WSS); framing.transportSource is "frame"; framing.transport is UDP or TCP, read from packets in clear.
    // TODO silent: transport unknown or guessed; both endpoints are loopback or the same host (TLS sidecar such as stunnel, Envoy or HAProxy on 127.0.0.1); mirrored captures (HEP, port mirror after decryption) and decrypted captures, where the frame reader reports TLS; responses.
    // TODO at: the transport token of the topmost Via
    // TODO message: Via promises TLS, but this request was read in clear from {framingTransport} {from} → {to}. Either TLS ends in front of this host, or the request really left unencrypted.
    // TODO fix: None
    // TODO notes: "Field: drachtio #435, kamailio #4349."
    // TODO rfc: "Via names the transport of this hop (RFC 3261 \u00a78.1.1.7, \u00a720.42: \"TLS\" means TLS over TCP). With a sips: Request-URI every hop has to be TLS (\u00a726.2.2, RFC 5630 \u00a74.1)."
    void message;
    void context;
    void report;
  },
});
