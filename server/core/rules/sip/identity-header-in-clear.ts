import type { HeaderName } from '../../sip/header-names';
import { isClear } from '../../sip/next-hop';
import { isPublic } from '../../sip/socket';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/identity-header-in-clear',
  subject: 'message',
  severity: { practical: 'off', strict: 'info' },
  title: 'P-Asserted-Identity over an unencrypted public hop',
  remedy: 'Use TLS (or IPsec) on this hop, or strip the header at the edge (Kamailio remove_hf, Asterisk send_pai=no).',
  cites: ['RFC 3325', 'RFC 3324'],
  examples: [
    {
      framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10>
P-Asserted-Identity: <sip:+15551230000@example.com>
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/identity-header-in-clear
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
P-Asserted-Identity: <sip:+15551230000@example.com>
Content-Length: 0`,
    },
    {
      framing: { from: '10.0.0.5:5060', to: '198.51.100.20:5060', transport: 'UDP' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 10.0.0.5:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@10.0.0.5>
P-Asserted-Identity: <sip:+15551230000@example.com>
Content-Length: 0`,
    },
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10>
P-Asserted-Identity: <sip:+15551230000@example.com>
Content-Length: 0`,
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
P-Preferred-Identity: "Alice" <sip:+15551230000@example.com>
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/identity-header-in-clear
Content-Length: 0`,
    },
  ],
  check(message, { hop }, report) {
    if (!hop.framing || !isClear(hop.framing) || !hop.source || !hop.destination) return;
    if (!isPublic(hop.source.host) || !isPublic(hop.destination.host)) return;
    for (const name of names) {
      const header = message.first(name);
      if (!header) continue;
      report(
        header.value,
        `${name} crosses an unprotected hop. An identity is only worth something inside a trust domain whose links are protected; here anybody on the path can read or forge it.`,
      );
    }
  },
});

const names: readonly HeaderName[] = ['P-Asserted-Identity', 'P-Preferred-Identity'];
