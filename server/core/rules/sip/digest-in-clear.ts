import type { HeaderName } from '../../sip/header-names';
import { isClear } from '../../sip/next-hop';
import { param, unquoted } from '../../sip/parts';
import { isPrivate } from '../../sip/socket';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/digest-in-clear',
  subject: 'message',
  severity: { practical: 'off', strict: 'info' },
  title: 'Digest credentials over an unencrypted hop',
  remedy: 'Register over TLS; use long random passwords; SHA-256 where the peer knows it.',
  cites: ['RFC 3261 §26.3.2.1', 'RFC 8760'],
  examples: [
    {
      framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' },
      text: `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10>
Authorization: Digest username="alice", realm="example.com", nonce="abc", uri="sip:example.com", response="00000000000000000000000000000000"
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/digest-in-clear
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Authorization: Digest username="alice", realm="example.com", nonce="abc", uri="sip:example.com", response="00000000000000000000000000000000"
Content-Length: 0`,
    },
    {
      framing: { from: '[2001:db8::1]:49152', to: '[2001:db8::2]:5060', transport: 'TCP' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP [2001:db8::1];branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@[2001:db8::1]>
proxy-authorization : digest realm="example.com",
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/digest-in-clear
 algorithm=SHA-256, username="a\\"b", nonce="abc", uri="sip:example.com", response="00000000000000000000000000000000"
Content-Length: 0`,
    },
    {
      framing: { from: '10.0.0.5:5060', to: '10.0.0.1:5060', transport: 'UDP' },
      text: `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/UDP 10.0.0.5;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@10.0.0.5>
Authorization: Digest username="alice", realm="example.com", nonce="abc", uri="sip:example.com", response="00000000000000000000000000000000"
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' },
      text: `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10>
Authorization: Bearer abc
Content-Length: 0`,
    },
  ],
  check(message, { hop }, report) {
    if (!message.isRequest || !hop.framing || !isClear(hop.framing)) return;
    const ends = [hop.source, hop.destination].filter((end) => end !== undefined);
    if (hop.isLoopback || (ends.length === 2 && ends.every(({ host }) => isPrivate(host)))) return;
    for (const name of names) {
      for (const header of message.all(name)) {
        const [credentials] = message.itemsOf(header);
        if (credentials?.token.toLowerCase() !== 'digest') continue;
        const username = unquoted(param(credentials.params, 'username')?.value ?? '');
        const algorithm = unquoted(param(credentials.params, 'algorithm')?.value ?? '') || 'MD5';
        const whose = username ? ` of user ${username}` : '';
        report(
          header,
          `The digest answer${whose} travels in clear. The password is not readable, but with ${algorithm} it can be guessed offline.`,
        );
      }
    }
  },
});

const names: readonly HeaderName[] = ['Authorization', 'Proxy-Authorization'];
