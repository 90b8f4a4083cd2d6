import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/content-type-missing',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Body without Content-Type',
  remedy: 'Add Content-Type: application/sdp.',
  cites: ['RFC 3261 §20.15', 'RFC 3261 §7.4.1'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 90

v=0
o=- 1 1 IN IP4 192.0.2.10
s=-
c=IN IP4 192.0.2.10
t=0 0
m=audio 40000 RTP/AVP 0
`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Type: application/sdp
Content-Length: 90

v=0
o=- 1 1 IN IP4 192.0.2.10
s=-
c=IN IP4 192.0.2.10
t=0 0
m=audio 40000 RTP/AVP 0
`,
  ],
  check(message, context, report) {
    // TODO when: Content-Length is above 0 (or, over UDP, bytes follow) and there is no Content-Type (or c).
    // TODO silent: Body empty or only CRLF.
    // TODO at: the first body line
    // TODO message: There is a body but no Content-Type. The receiver does not know that it is SDP and answers 415 or 400, or takes the call as offerless.
    // TODO fix: Insert "Content-Type: application/sdp" if the body begins with v=0.
    void message;
    void context;
    void report;
  },
});
