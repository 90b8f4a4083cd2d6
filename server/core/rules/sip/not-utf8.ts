import type { Span } from '../../text/span';
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
        ^ sip/not-utf8
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
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Subject: J�rg
          ^ sip/not-utf8
 r�ckt
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 5

J�rg`,
    `
MESSAGE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Type: text/plain
Content-Length: 5

J�rg`,
  ],
  check(message, { loses }, report) {
    const { text, headerPart, options } = message;
    if (loses.includes('masked') || !suspicious.test(text.slice(0, headerPart.end))) return;
    const lines = [
      { name: 'The start line', ...message.startLine.span },
      ...message.headers.map(({ name, start, end }) => ({ name: name || 'A header line', start, end })),
    ];
    for (const { name, start, end } of lines) {
      const line = text.slice(start, end);
      const wrong = options.bytes ? notUtf8In(line) : /\ufffd+/.exec(line);
      if (wrong) {
        const at = { start: start + wrong.index, end: start + wrong.index + wrong[0].length };
        report(at, `${name} is not UTF-8${guess(line, wrong)}. SIP is UTF-8 only; display names arrive broken, or the message is refused.`);
        continue;
      }
      const control = controlIn(line);
      if (!control) continue;
      const code = line.charCodeAt(control.start).toString(16).toUpperCase().padStart(4, '0');
      report(
        { start: start + control.start, end: start + control.end },
        `${name} contains the control character U+${code}, which SIP allows only behind a backslash in a quoted string. Receivers cut the value there, or refuse the message.`,
      );
    }
  },
});

/** What a header line may hold besides printable ASCII is line ends and tabs. */
const suspicious = /[^\t\n\r -~]/;

/** Whole characters of UTF-8, each octet one character of the text (RFC 3629 §4), or else the octets that are none. */
const octets =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|([\x80-\xff])/g;

function notUtf8In(line: string): RegExpExecArray | undefined {
  for (const found of line.matchAll(octets)) if (found[1] !== undefined) return found;
  return undefined;
}

/** A single octet between ASCII letters that is a letter in Latin-1 is most likely one. */
function guess(line: string, { 0: octet, index }: RegExpExecArray): string {
  if (!/^[\xc0-\xff]$/.test(octet) || /[\x80-\xff]/.test(line.charAt(index + 1))) return '';
  return ' (looks like Latin-1)';
}

/** The first control character other than white space that is no quoted-pair (RFC 3261 §25.1). */
function controlIn(line: string): Span | undefined {
  for (const found of line.matchAll(/\\[^\r\n]|[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g)) {
    if (found[0].length === 1) return { start: found.index, end: found.index + 1 };
  }
  return undefined;
}
