import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/request-uri-headers',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Escaped headers in the Request-URI',
  remedy: 'When a request is built from such a URI (3xx, Refer-To), the headers move into the request and leave the URI.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3261 §19.1.5', 'RFC 4475 §3.1.2.11'],
  examples: [
    `
OPTIONS sip:bob@example.net?Route=%3Csip:example.com%3E SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net;user=phone SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A sip/sips Request-URI has a headers part (?name=value).
    // TODO silent: Contact in REGISTER and 3xx, Refer-To (allowed there).
    // TODO at: from the "?" on
    // TODO message: The Request-URI carries ?{headers}. Header fields are not allowed there; the receiver answers 400 or ignores them (a Route hidden here would redirect the request).
    // TODO fix: Delete from "?" on.
    void message;
    void context;
    void report;
  },
});
