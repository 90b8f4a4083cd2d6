import { lineAtEnd } from '../../sip/header-lines';
import { headersBelow } from '../../sip/incomplete';
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
^^^ sip/content-type-missing
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
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
c: application/sdp
Content-Length: 90

v=0
o=- 1 1 IN IP4 192.0.2.10
s=-
c=IN IP4 192.0.2.10
t=0 0
m=audio 40000 RTP/AVP 0
`,
    // What follows Content-Length: 0 is not the body.
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0

v=0
o=- 1 1 IN IP4 192.0.2.10
s=-
c=IN IP4 192.0.2.10
t=0 0
m=audio 40000 RTP/AVP 0
`,
    `
MESSAGE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Length: 2


`,
    `
MESSAGE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
User-Agent: Example

Hello Bob
^^^^^^^^^ sip/content-type-missing`,
  ],
  check(message, _context, report) {
    const { text, body } = message;
    if (message.contentLength === 0 || message.has('Content-Type') || message.isCut) return;
    const line = /[^\r\n]+/.exec(text.slice(body.start, Math.min(body.end, body.start + 4096)));
    // Headers below an empty line are no body (sip/blank-line-in-headers).
    if (!line || line[0].trim() === '' || headersBelow(message).length > 0) return;
    const start = body.start + line.index;
    const isSdp = line[0].startsWith('v=0');
    report(
      { start, end: start + line[0].length },
      `There is a body but no Content-Type. The receiver does not know ${isSdp ? 'that it is SDP' : 'what it is'} and answers 415 or 400${isSdp ? ', or takes the call as offerless' : ''}.`,
      {
        remedy: isSdp ? undefined : 'Add the Content-Type of this body.',
        fix: isSdp
          ? { title: 'Add Content-Type: application/sdp', edits: [lineAtEnd(message, 'Content-Type: application/sdp')] }
          : undefined,
      },
    );
  },
});
