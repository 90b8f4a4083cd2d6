import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/start-line-malformed',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Start line is not SIP',
  remedy:
    'On a stream, look at the message before: a wrong Content-Length shifts the start (sip/content-length-mismatch). HTTP text here means a health check or a browser.',
  cites: ['RFC 3261 §7.1', 'RFC 3261 §7.2', 'RFC 3261 §25.1'],
  examples: [
    `
INVITE sip:bob@example.net HTTP/1.1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: The first line of a frame has neither the shape METHOD SP Request-URI SP SIP/x.y nor SIP/x.y SP 3DIGIT SP reason, and none of the more exact rules below applies.
    // TODO silent: Frames that the format knows to be keep-alives (CRLF, double CRLF, zero bytes), STUN, or continuation of a cut message; an empty reason phrase after the status code and its space (legal, RFC 4475 §3.1.1.13).
    // TODO at: the line
    // TODO message: This is neither a request line nor a status line. A SIP stack drops it, and on TLS or TCP closes the connection because the framing is lost.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
