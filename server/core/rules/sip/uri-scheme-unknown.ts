import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/uri-scheme-unknown',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Unknown scheme in the Request-URI',
  remedy: 'Check dial strings: "sip;", "tls:", "siptls:" or https: are frequent slips; write sip: or sips:.',
  cites: ['RFC 3261 §16.3', 'RFC 3261 §8.2.2.1', 'RFC 4475 §3.3.2'],
  examples: [
    `
OPTIONS siptls:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Request-URI scheme other than sip, sips, tel, urn, im, pres.
    // TODO silent: Other headers (any scheme may appear there, RFC 4475 §3.3.4).
    // TODO at: the scheme
    // TODO message: Scheme "{scheme}" is not known; the next proxy answers 416 (Unsupported URI Scheme).
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
