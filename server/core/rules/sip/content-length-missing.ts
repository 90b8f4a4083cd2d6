import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/content-length-missing',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'No Content-Length on a stream transport',
  remedy: 'Sender must write Content-Length, also 0. Check header manipulation rules for UDP that were reused for TLS.',
  cites: ['RFC 3261 §18.3', 'RFC 3261 §20.14', 'RFC 7118 §5'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS`,
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
    // TODO when: Message without Content-Length (or l); framing.transport, or else the topmost Via transport, is TLS, TCP, SCTP or TLS-SCTP.
    // TODO silent: UDP; WS and WSS (the WebSocket frame delimits the message); transport unknown; trace formats that drop the header (state it in the format).
    // TODO at: the start line
    // TODO message: Over {transport} only Content-Length tells where the message ends. Without it the peer waits for more, or reads the next message as body, and the connection stalls.
    // TODO fix: Insert Content-Length with the number of body bytes (CRLF line ends).
    // TODO rfc: "RFC 3261 \u00a718.3 and \u00a720.14: MUST be used on stream transports, TLS included. Independent of sip/sips."
    void message;
    void context;
    void report;
  },
});
