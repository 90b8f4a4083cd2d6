import { isSpace, isTokenChar } from '../../sip/chars';
import { shortened } from '../../text/shortened';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/display-name-needs-quotes',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Display name needs quotes',
  remedy: 'Write "…" around the name. Asterisk quotes CALLERID names itself; check custom headers.',
  cites: ['RFC 3261 §20', 'RFC 3261 §25.1', 'RFC 4475 §3.1.2.15'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: Bell, Alexander <sip:alice@example.com>;tag=a1
      ^^^^^^^^^^^^^^^ sip/display-name-needs-quotes
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: "Bell, Alexander" <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
f:Alice Smith<sip:alice@example.com>;tag=a1
t: "Bob \\"B, C\\"" <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
P-Asserted-Identity: Jörg (Home)
                     ^^^^^^^^^^^ sip/display-name-needs-quotes
 <sip:joerg@example.com>
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: token1~\` token2'+_ token3*%!.- <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Contact: sip:alice@192.0.2.1, Bell, Alexander <sip:bell@192.0.2.2>;expires=60
                              ^^^^^^^^^^^^^^^ sip/display-name-needs-quotes
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const { address } of message.placedAddresses) {
      const at = address.display;
      if (!at) continue;
      const name = message.text.slice(at.start, at.end);
      if (/^"(?:[^"\\]|\\.)*"$/s.test(name) || isTokens(name)) continue;
      const isPlain = !/["\\\r\n]/.test(name);
      report(at, `Display name ${shortened(name, 60)} must be quoted. ${consequenceOf(name)}`, {
        remedy: isPlain && name.length < 60 ? `Write "${name}" <…>. ${whereToLook}` : undefined,
        fix: isPlain ? { title: 'Put quotes around the name', edits: [{ at, text: `"${name}"` }] } : undefined,
      });
    }
  },
});

const whereToLook = 'Asterisk quotes CALLERID names itself; check custom headers.';

const consequenceOf = (name: string): string =>
  name.includes(',') ? 'A comma here splits the header in two; strict peers answer 400.' : 'Strict peers answer 400.';

function isTokens(name: string): boolean {
  for (let i = 0; i < name.length; i++) if (!isTokenChar(name.charCodeAt(i)) && !isSpace(name.charCodeAt(i))) return false;
  return true;
}
