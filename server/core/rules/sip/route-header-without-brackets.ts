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
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/route-header-without-brackets
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
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10>
Path: <sip:edge.example.com;lr>, sip:[2001:db8::1]
                                 ^^^^^^^^^^^^^^^^^ sip/route-header-without-brackets
Service-Route: "R" <sip:home.example.com;lr>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const name of ['Route', 'Record-Route', 'Path', 'Service-Route'] as const) {
      for (const value of message.addresses(name)) {
        if (!value.uri || value.uri.bracketed || value.uri.scheme === '') continue;
        const params = message.text.slice(value.uri.end, value.end).trim();
        const loss = params.startsWith(';')
          ? `everything after the first semicolon (${params}) belongs to the header, so lr and transport are lost.`
          : 'many receivers cannot read it and answer 400.';
        report(value, `${name} needs <…>. Without them ${loss}`, {
          fix: {
            title: 'Put < > around the URI',
            edits: [
              { at: { start: value.start, end: value.start }, text: '<' },
              { at: { start: value.end, end: value.end }, text: '>' },
            ],
          },
        });
      }
    }
  },
});
