import { type Address, param } from '../../sip/parts';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/history-info-downgrade',
  subject: 'message',
  severity: { practical: 'info', strict: 'warning' },
  title: 'History-Info shows sips: retargeted to sip:',
  remedy: 'The element that added this entry retargets across schemes; use a sips: target there, or answer 480 with Warning 380/381.',
  cites: ['RFC 5630 §3.2', 'RFC 5630 §5.3', 'RFC 7044'],
  examples: [
    `
INVITE sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
History-Info: <sips:bob@example.net>;index=1,<sip:bob@198.51.100.20>;index=1.1
                                              ^^^^^^^^^^^^^^^^^^^^^ sip/history-info-downgrade
Content-Length: 0`,
    `
INVITE sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
History-Info: <sip:bob@example.net>;index=1,<sip:bob@198.51.100.20>;index=1.1
Content-Length: 0`,
    `
INVITE sips:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
History-Info: <sips:bob@192.0.2.9>;index=1.10,
               ^^^^^^^^^^^^^^^^^^ sip/history-info-downgrade
 <sip:bob@192.0.2.8>;index=1.2
History-Info: <sip:bob@example.net>;index=1,<tel:+15551230000>;index=1.1,<sips:anonymous@anonymous.invalid>;index=1.1.1
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!message.isRequest || !message.has('History-Info')) return;
    const entries = message.addresses('History-Info').filter(({ uri }) => uri?.isSip && uri.host.toLowerCase() !== 'anonymous.invalid');
    // In the order of the index, so that what stands in front of the first change has one scheme.
    const inOrder = entries.map((entry) => ({ entry, index: indexOf(entry) })).sort((a, b) => compare(a.index, b.index));
    const from = inOrder[0]?.entry.uri?.scheme;
    const changed = inOrder.find(({ entry }) => entry.uri?.scheme !== from);
    if (!changed?.entry.uri) return;
    const index = changed.index.join('.');
    const meaning = from === 'sips' ? 'TLS on every hop was given up' : 'TLS on every hop was claimed afterwards';
    report(
      changed.entry.uri,
      `History-Info entry ${index} changes the scheme from ${from}: to ${changed.entry.uri.scheme}:. ${meaning} at that element.`,
      {
        remedy: `The element that added entry ${index} retargets across schemes; use a sips: target there, or answer 480 with Warning 380/381.`,
      },
    );
  },
});

/** `index=1.2.1` as numbers; an entry without it was added last. */
function indexOf(entry: Address): readonly (number | string)[] {
  const index = param(entry.params, 'index')?.value;
  return index !== undefined && /^\d+(?:\.\d+)*$/.test(index) ? index.split('.').map(Number) : ['without index'];
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const left = a[i];
    const right = b[i];
    if (left === right) continue;
    if (typeof left === 'string') return 1;
    return typeof right === 'string' ? -1 : Number(left) - Number(right);
  }
  return a.length - b.length;
}
