import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/quoted-string-unterminated',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Quoted string is not closed',
  remedy: 'Escape quotes inside display names as \\". Caller names with a quote from a directory are the usual source.',
  cites: ['RFC 3261 §25.1', 'RFC 4475 §3.1.2.6'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: "Mr. Bob <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: "Mr. Bob" <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A structured header value (From, To, Contact, Route family, Authorization, Authenticate, Warning, …) has an opening quote without its closing quote (backslash escapes counted).
    // TODO silent: Free-text headers (Subject, Organization, User-Agent, Server); the frame is cut in this line.
    // TODO at: from the opening quote to the end of the value
    // TODO message: The quote in {header} is not closed, so the URI behind it is swallowed. Receivers answer 400.
    // TODO fix: Insert the closing quote before " <" if exactly one is missing.
    void message;
    void context;
    void report;
  },
});
