import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/not-utf8',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Header bytes are not UTF-8',
  remedy: 'Convert caller names to UTF-8 in the PBX; Latin-1 directories are the usual source.',
  cites: ['RFC 3261 §7', 'RFC 3261 §25.1'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: "J�rg" <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: "Jörg" <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: The header part contains a byte sequence that is not valid UTF-8 (in a text document: U+FFFD in a header value), or a control character other than HTAB.
    // TODO silent: Body bytes; documents whose whole text was decoded with a wrong code page (more than 20 such lines outside SIP).
    // TODO at: the bytes
    // TODO message: {header} is not UTF-8 (looks like {guess}). SIP is UTF-8 only; display names arrive broken, or the message is refused.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
