import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/request-uri-brackets',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Request-URI in angle brackets',
  remedy: 'Remove the brackets (copying a Contact value into $ru brings them along; use the URI part, e.g. {nameaddr.uri}).',
  cites: ['RFC 3261 §7.1', 'RFC 4475 §3.1.2.7'],
  examples: [
    `
OPTIONS <sip:bob@example.net> SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
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
    // TODO when: The Request-URI begins with "<" or ends with ">".
    // TODO silent: No known exception; a frame cut inside the start line.
    // TODO at: the Request-URI
    // TODO message: The Request-URI must be a bare URI. With < > proxies see an unknown scheme and answer 400 or 416.
    // TODO fix: Remove < and >.
    void message;
    void context;
    void report;
  },
});
