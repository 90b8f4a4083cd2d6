import { isClear } from '../../sip/next-hop';
import { param } from '../../sip/parts';
import { defineRule } from '../rule';
import { deleteParamFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/via-alias-not-tls',
  subject: 'message',
  severity: { practical: 'off', strict: 'warning' },
  title: 'Via alias on a transport without TLS',
  remedy:
    'Use TLS between the proxies, or remove the parameter. Kamailio: tcp_accept_aliases=no (default) ignores it; do not turn it on for open networks.',
  cites: ['RFC 5923 §3', 'RFC 5923 §8.1', 'RFC 5923 §9'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP sbc.example.com:5060;branch=z9hG4bKa1;alias
                                                       ^^^^^ sip/via-alias-not-tls
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;alias
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net;alias=192.0.2.1~5060~2 SIP/2.0
v: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa1
Via: SIP/2.0/TCP 192.0.2.2;branch=z9hG4bKa2;alias
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, _context, report) {
    const via = message.topVia;
    if (!message.isRequest || !via || !isClear(via.transport)) return;
    const alias = param(via.params, 'alias');
    if (!alias) return;
    report(
      alias,
      `alias asks the peer to send its own requests back on this connection. RFC 5923 allows that for TLS only, where both ends have authenticated themselves; over ${via.transport} anybody could claim the address.`,
      { fix: deleteParamFix(message.text, alias) },
    );
  },
});
