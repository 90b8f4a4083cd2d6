import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/name-addr-unclosed',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'URI with ? or , needs angle brackets, or a bracket is missing',
  remedy: 'Write <…> always; it is never wrong.',
  cites: ['RFC 3261 §20', 'RFC 3261 §20.10', 'RFC 4475 §3.1.2.13'],
  examples: [
    `
REFER sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REFER
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Refer-To: sip:carol@example.org?Replaces=abc%3Bto-tag%3D1%3Bfrom-tag%3D2
Content-Length: 0`,
    `
REFER sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REFER
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Refer-To: <sip:carol@example.org?Replaces=abc%3Bto-tag%3D1%3Bfrom-tag%3D2>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: From, To, Contact, Refer-To, Reply-To, P-Asserted-Identity, Referred-By: a bare URI that contains "?" (or a comma in its user part), or a display name followed by a URI without "<", or "<" without ">".
    // TODO silent: Bare URI with header parameters only (legal: From: sip:a@example.com;tag=1); sip/contact-param-outside-brackets.
    // TODO at: the value
    // TODO message: The URI in {header} must stand in < >. Otherwise the part after "{char}" is cut off or read as another value.
    // TODO fix: Put < > around the URI when its end is unambiguous.
    void message;
    void context;
    void report;
  },
});
