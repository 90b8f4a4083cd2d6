import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/digest-in-clear',
  subject: 'message',
  severity: { practical: 'off', strict: 'info' },
  title: 'Digest credentials over an unencrypted hop',
  remedy: 'Register over TLS; use long random passwords; SHA-256 where the peer knows it.',
  cites: ['RFC 3261 §26.3.2.1', 'RFC 8760'],
  examples: [
    {
      framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' },
      text: `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10>
Authorization: Digest username="alice", realm="example.com", nonce="abc", uri="sip:example.com", response="00000000000000000000000000000000"
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Authorization: Digest username="alice", realm="example.com", nonce="abc", uri="sip:example.com", response="00000000000000000000000000000000"
Content-Length: 0`,
    },
  ],
  check(message, context, report) {
    // TODO when: Authorization or Proxy-Authorization with scheme Digest; framing.transport UDP, TCP or WS from the frame.
    // TODO silent: TLS, WSS; transport unknown; both ends private or loopback.
    // TODO at: the header
    // TODO message: The digest answer of user {username} travels in clear. The password is not readable, but with {algorithm} it can be guessed offline.
    // TODO fix: None
    // TODO notes: "Off in practice (every UDP phone does it); dialog/digest-left-tls is the finding that matters."
    void message;
    void context;
    void report;
  },
});
