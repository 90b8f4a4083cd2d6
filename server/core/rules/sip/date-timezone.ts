import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/date-timezone',
  subject: 'message',
  severity: { practical: 'info', strict: 'error' },
  title: 'Date is not in GMT',
  remedy: 'Send GMT. Proxies must not reject a request for it.',
  cites: ['RFC 3261 §20.17', 'RFC 4475 §3.1.2.12', 'RFC 8224'],
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
Date: Fri, 01 Jan 2027 16:00:00 EST
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
Date: Fri, 01 Jan 2027 16:00:00 GMT
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Date header that does not end in "GMT" or has not the shape "Sat, 13 Nov 2010 23:29:00 GMT".
    // TODO silent: Date absent.
    // TODO at: the zone
    // TODO message: Date must be in GMT; "{value}" is unreadable for strict peers. STIR/SHAKEN verification compares this date and fails.
    // TODO fix: Replace "UTC" or "+0000" by "GMT"; otherwise none.
    void message;
    void context;
    void report;
  },
});
