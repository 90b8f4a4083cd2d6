import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/local-send-error',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Reply of the proxy itself: it could not send',
  remedy:
    'Look at that element’s TLS log at this second. Kamailio/OpenSIPS 477: connect or handshake failed, or no tls: socket; sofia "503 DNS Error"/"No transport": profile without TLS.',
  cites: ['RFC 3261 §16.9', 'RFC 3261 §8.1.3.1'],
  examples: [
    `
SIP/2.0 477 Unfortunately error on sending to next hop occurred (477/TM)
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
SIP/2.0 503 Service Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Response whose reason phrase is one that a local stack writes when the next hop could not be reached: "Unfortunately error on sending to next hop occurred (477/…)", 478 "Unresolvable destination", 503 "No transport", 503 "DNS Error" (case-insensitive, prefix match).
    // TODO silent: The same status with another phrase; text in Warning or Reason headers (shown in the hover).
    // TODO at: the status line
    // TODO message: {status} {reasonPhrase} was written by the element next to you, not by the far end: it could not open or use the connection (often TLS refused, certificate rejected, or no TLS socket).
    // TODO fix: None
    // TODO notes: "Phrases from Kamailio/SER err.c and sofia-sip #40; 477 and 478 are no registered SIP codes."
    void message;
    void context;
    void report;
  },
});
