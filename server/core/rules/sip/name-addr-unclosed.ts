import type { HeaderName } from '../../sip/header-names';
import { isCutIn } from '../../sip/incomplete';
import type { Address, SipUri } from '../../sip/parts';
import type { Fix } from '../rule';
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
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/name-addr-unclosed
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
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
f: "Alice A" sip:alice@example.com;tag=a1
   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/name-addr-unclosed
t: sip:bob,bobby@[2001:db8::1]
   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/name-addr-unclosed
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Contact: <sip:alice@192.0.2.1, <sip:alice@192.0.2.2>
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/name-addr-unclosed
P-Asserted-Identity: <sip:alice@example.com
                     ^^^^^^^^^^^^^^^^^^^^^^ sip/name-addr-unclosed
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: sip:alice@example.com;tag=a1
To: sip:bob@example.net
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Reply-To: sip:alice@example.com>
          ^^^^^^^^^^^^^^^^^^^^^^ sip/name-addr-unclosed
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const { place, address } of message.placedAddresses) {
      const { uri } = address;
      if (!uri || isCutIn(message, address)) continue;
      const fault = uri.bracketed ? unclosed(message.text, address, uri) : bareHeaders.has(place) && unopened(message.text, address, uri);
      if (fault) report(address, `The URI in ${place} ${fault.text}`, { fix: fault.fix });
    }
  },
});

/** Headers whose value may be a URI without brackets at all. Route and its like have sip/route-header-without-brackets. */
const bareHeaders = new Set<HeaderName>([
  'From',
  'To',
  'Contact',
  'Refer-To',
  'Reply-To',
  'P-Asserted-Identity',
  'P-Preferred-Identity',
  'Referred-By',
]);

interface Found {
  readonly text: string;
  readonly fix?: Fix;
}

function unclosed(text: string, address: Address, uri: SipUri): Found | undefined {
  const swallowsNext = text.slice(uri.start, uri.end).includes('<');
  if (!swallowsNext && !address.faults.some(({ kind }) => kind === 'openAngle')) return undefined;
  // A parameter could belong to the URI or to the header, so where the bracket goes is clear only without one.
  const isClear = !swallowsNext && uri.params.length === 0 && uri.headers.length === 0 && uri.end === address.end;
  return {
    text: 'has "<" and no ">" behind it. Parameters and the next values are read as a part of it, or the message is refused.',
    fix: isClear ? { title: 'Close the bracket', edits: [{ at: { start: uri.end, end: uri.end }, text: '>' }] } : undefined,
  };
}

function unopened(text: string, address: Address, uri: SipUri): Found | undefined {
  const bare = text.slice(uri.start, uri.end);
  const hasMore = address.params.length > 0;
  if (bare.endsWith('>')) {
    const fix = { title: 'Open the bracket', edits: [{ at: { start: uri.start, end: uri.start }, text: '<' }] };
    return { text: 'has ">" and no "<" in front of it. Strict peers answer 400.', fix };
  }
  const char = /[?,]/.exec(bare)?.[0];
  if (char !== undefined) {
    return {
      text: `must stand in < >. Otherwise the part after "${char}" is cut off or read as another value.`,
      fix: hasMore ? undefined : wrapped(uri.start, uri.end),
    };
  }
  const named = /[\s"](?=(?:sips?|tel):\S)/i.exec(text.slice(address.start, address.end));
  if (!named || address.faults.length === 0) return undefined;
  const start = address.start + named.index + 1;
  return {
    text: 'must stand in < > behind a display name. Otherwise the name is read as the URI.',
    fix: hasMore ? undefined : wrapped(start, address.end),
  };
}

const wrapped = (start: number, end: number): Fix => ({
  title: 'Put < > around the URI',
  edits: [
    { at: { start, end: start }, text: '<' },
    { at: { start: end, end }, text: '>' },
  ],
});
