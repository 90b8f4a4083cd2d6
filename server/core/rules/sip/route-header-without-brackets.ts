import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/route-header-without-brackets',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Route-type header without angle brackets',
  remedy: 'Write <sip:proxy.example.com;lr>. Look at append_hf(), header manipulation rules and SIPp scenarios.',
  cites: ['RFC 3261 §25.1', 'RFC 3327', 'RFC 3608'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: sip:proxy.example.com:5061;transport=tls;lr
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
Route: <sip:proxy.example.com:5061;transport=tls;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A value of Route, Record-Route, Path or Service-Route is a bare URI (no < >).
    // TODO silent: Contact, From, To (own rules).
    // TODO at: the value
    // TODO message: {header} needs <…>. Without them everything after the first semicolon ({params}) belongs to the header, so lr and transport are lost.
    // TODO fix: Put < > around the URI including its parameters.
    // TODO rfc: "RFC 3261 \u00a725.1: rec-route and route-param are name-addr *( SEMI rr-param ), never addr-spec."
    void message;
    void context;
    void report;
  },
});
