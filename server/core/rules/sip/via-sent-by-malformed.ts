import { isCutIn } from '../../sip/incomplete';
import { isIpv6Reference, withIpv6Brackets } from '../../sip/ipv6';
import { unfolded } from '../../sip/message';
import type { Via } from '../../sip/parts';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-sent-by-malformed',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Via sent-by cannot be read',
  remedy:
    'Write IPv6 as [2001:db8::1]:5061. Kamailio/OpenSIPS: check the listen/advertise value; Asterisk: external_signaling_address must not contain brackets or a port.',
  cites: ['RFC 3261 §25.1', 'RFC 3261 §18.1.1', 'RFC 5118 §4.2'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 2001:db8::10;branch=z9hG4bKa1
                 ^^^^^^^^^^^^ sip/via-sent-by-malformed
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS [2001:db8::10]:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
v: SIP / 2.0 / UDP first.example.com : 5060 ;branch=z9hG4bKa1
Via: SIP/2.0/TCP host_1.example.com, SIP/2.0/UDP 192.0.2.1:99999;branch=z9hG4bKa0;received=2001:db8::1
                                                 ^^^^^^^^^^^^^^^ sip/via-sent-by-malformed
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS ;branch=z9hG4bKa1
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/via-sent-by-malformed
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 2001:db8::10:5061;branch=z9hG4bKa1
                 ^^^^^^^^^^^^^^^^^ sip/via-sent-by-malformed
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1 (sales);branch=z9hG4bKa1
                 ^^^^^^^^^^^^^^^^^ sip/via-sent-by-malformed
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, { loses }, report) {
    for (const via of message.vias) {
      // Where a part of the sent-protocol is missing, sip/via-protocol-name speaks.
      if (via.transport === '' || isCutIn(message, via)) continue;
      if (isUsable(via) || (loses.includes('masked') && !via.bareIpv6)) continue;
      const sentBy = unfolded(message.text, via.sentBy);
      const brackets = via.bareIpv6 ? withIpv6Brackets(sentBy) : undefined;
      report(
        sentBy === '' ? via : via.sentBy,
        `sent-by "${sentBy}" is not host[:port]. The answer to this request has no usable fallback address and strict parsers answer 400.`,
        brackets === undefined ? {} : { fix: { title: `Write ${brackets}`, edits: [{ at: via.sentBy, text: brackets }] } },
      );
    }
  },
});

function isUsable(via: Via): boolean {
  if (via.bareIpv6) return false;
  if (via.port !== undefined && !(via.port >= 1 && via.port <= 65535)) return false;
  return /^[a-z0-9._-]+$/i.test(via.host) || isIpv6Reference(via.host);
}
