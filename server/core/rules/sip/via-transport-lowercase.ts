import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-transport-lowercase',
  subject: 'message',
  severity: { practical: 'off', strict: 'hint' },
  title: 'Via transport not in upper case',
  remedy: 'Write upper case when you generate the header yourself.',
  cites: ['RFC 3261 §7.3.1', 'RFC 3261 §25.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/tls sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
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
  ],
  check(message, context, report) {
    // TODO when: A known Via transport token that is not written in upper case (tls, Tls, wss).
    // TODO silent: upper case; unknown tokens.
    // TODO at: the transport token
    // TODO message: "{viaTransport}" is legal, tokens compare case-insensitively. Some old parsers compare bytes and will not find a TLS transport.
    // TODO fix: Upper-case the token.
    // TODO rfc: "RFC 3261 \u00a77.3.1: tokens are case-insensitive."
    void message;
    void context;
    void report;
  },
});
