import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/transport-wss',
  subject: 'message',
  severity: { practical: 'off', strict: 'hint' },
  title: 'transport=wss is not defined',
  remedy: 'transport=ws; use sips: if the secure kind has to be demanded.',
  cites: ['RFC 7118 §5.1', 'RFC 7118 §5.2', 'RFC 7118 §9.2'],
  examples: [
    `
OPTIONS sip:bob@example.net;transport=wss SIP/2.0
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net;transport=ws SIP/2.0
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A SIP/SIPS URI has transport=wss.
    // TODO silent: Via (there WSS is the right word).
    // TODO at: the value
    // TODO message: RFC 7118 defines transport=ws for plain and secure WebSocket alike; WSS exists in Via only. Kamailio, OpenSIPS and FreeSWITCH understand wss, others may not.
    // TODO fix: Replace wss by ws.
    // TODO notes: "RFC 7118\u2019s own example in \u00a78.2 uses transport=wss (erratum 5937, reported)."
    // TODO rfc: "RFC 7118 \u00a75.2 defines only \"ws\" for URIs, \u00a75.1 WS and WSS for Via; \u00a79.2: with sips: a WebSocket on the path MUST be secure."
    void message;
    void context;
    void report;
  },
});
