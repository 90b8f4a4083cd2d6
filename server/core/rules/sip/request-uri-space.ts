import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/request-uri-space',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Unescaped space in the Request-URI',
  remedy: 'Escape it as %20, or remove it (dialled numbers with blanks).',
  cites: ['RFC 3261 §7.1', 'RFC 3261 §19.1.2', 'RFC 4475 §3.1.2.8'],
  examples: [
    `
OPTIONS sip:bob@example.net; lr SIP/2.0
                            ^ sip/request-uri-space
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net;lr SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
INVITE tel:+49 30 1234 SIP/2.0
              ^ sip/request-uri-space
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
OPTIONS   sip:bob@example.net  SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
TX OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 TX
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const uri = message.requestUri;
    if (!uri) return;
    const uriText = message.text.slice(uri.start, uri.end);
    const found = /[\0- \x7f]+/.exec(uriText);
    // A display name in front of brackets has a space as well, but there the brackets are the cause. And where the scheme stands behind
    // the space, the log has put a word of its own in front of the line.
    if (!found || uriText.includes('<') || /^(?:sips?|tel):/i.test(uriText.slice(found.index).trimStart())) return;
    const cut = uriText.slice(0, found.index);
    const at = { start: uri.start + cut.length, end: uri.start + cut.length + found[0].length };
    // A number that was dialled with blanks is the one case in which it is plain what was meant.
    const isNumber = !/(?:^|[^\d])[\0- \x7f]|[\0- \x7f](?:[^\d]|$)/.test(uriText);
    const blanks = [...uriText.matchAll(/[\0- \x7f]+/g)].map(({ 0: blank, index }) => ({
      start: uri.start + index,
      end: uri.start + index + blank.length,
    }));
    const what = found[0].startsWith(' ') ? 'a space' : 'a control character';
    report(at, `The Request-URI contains ${what}; parsers cut it at "${cut}" or answer 400.`, {
      fix: isNumber ? { title: 'Delete the spaces', edits: blanks.map((blank) => ({ at: blank, text: '' })) } : undefined,
    });
  },
});
