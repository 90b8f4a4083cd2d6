import { withoutLine } from '../../sip/header-lines';
import type { SipMessage } from '../../sip/message';
import { type Address, param, type SipUri } from '../../sip/parts';
import { removesBinding } from '../../sip/roles';
import { hostName } from '../../sip/socket';
import { textOf } from '../../text/span';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/register-both-schemes',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Same Contact as sip: and sips:',
  remedy: 'Keep the sips: Contact only (or the sip: one if the phone does not want sips:).',
  cites: ['RFC 5630 §5.1.1.1'],
  examples: [
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sips:alice@192.0.2.10:5061>
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/register-both-schemes
Content-Length: 0`,
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sips:alice@example.com>;tag=a1
To: <sips:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sips:alice@192.0.2.10:5061>
Content-Length: 0`,
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
m: <sip:alice@192.0.2.10;transport=tcp>, <sips:ALICE@192.0.2.10>,
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/register-both-schemes
 <sips:alice@192.0.2.10>;expires=60
Content-Length: 0`,
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sips:alice@192.0.2.10:5061>
Contact: <sip:alice@192.0.2.10:5061;transport=tls>;expires=0
Content-Length: 0`,
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sips:alice@192.0.2.10:5081>
Contact: <sip:alice@192.0.2.10:5080>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!message.isRequest || message.method !== 'REGISTER' || message.contacts.length < 2) return;
    const kept = message.contacts.filter((contact) => contact.uri?.isSip && !removesBinding(message, contact));
    const secure = new Set(kept.flatMap(({ uri }) => (uri?.isSips ? [withoutScheme(message, uri)] : [])));
    for (const contact of kept) {
      if (!contact.uri || contact.uri.isSips || !secure.has(withoutScheme(message, contact.uri))) continue;
      report(
        contact.uri,
        'This Contact is registered twice, as sips: and as sip:. sips: already covers both; the sip: binding replaces it or forks every call to the same phone.',
        { fix: { title: 'Delete the sip: Contact', edits: [{ at: whatToDelete(message, contact), text: '' }] } },
      );
    }
  },
});

/** What the two may not have in common besides the scheme: user, host, a port that is not the usual one, parameters other than transport. */
function withoutScheme(message: SipMessage, uri: SipUri): string {
  const user = uri.user ? message.text.slice(uri.user.start, uri.user.end) : '';
  const usual = uri.isSips || param(uri.params, 'transport')?.value?.toLowerCase() === 'tls' ? 5061 : 5060;
  const port = uri.port === undefined || uri.port === usual ? '' : String(uri.port);
  const params = uri.params.filter((p) => p.name !== 'transport').map((p) => textOf(message.text, p));
  return [user, hostName(uri.host), port, ...params.map((p) => p.toLowerCase()).sort()].join('\n');
}

/** The header line where the value is alone in it, or else the value with one comma. */
function whatToDelete(message: SipMessage, contact: Address): { start: number; end: number } {
  const header = message.all('Contact').find((h) => h.value.start <= contact.start && contact.end <= h.value.end);
  if (!header) return contact;
  const values = message.addressesOf(header);
  const place = values.findIndex((value) => value.start === contact.start);
  const before = values[place - 1];
  const behind = values[place + 1];
  if (before) return { start: before.end, end: contact.end };
  return behind ? { start: contact.start, end: behind.start } : withoutLine(header).at;
}
