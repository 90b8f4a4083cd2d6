import type { SipMessage } from '../../sip/message';
import { isClear } from '../../sip/next-hop';
import { writeSocket } from '../../sip/socket';
import { sdesKeysOf } from '../digest';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sdp/sdes-in-clear',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'SRTP key readable on the path',
  remedy: 'Carry the signalling over TLS on every hop, or key with DTLS-SRTP.',
  cites: ['RFC 4568 §8.3'],
  examples: [
    {
      framing: { from: '192.0.2.1:40000', to: '192.0.2.2:5060', transport: 'UDP' },
      text: `
INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP client.example.com:5060;branch=z9hG4bK74bf9;rport
Max-Forwards: 70
From: Alice <sip:alice@example.com>;tag=9fxced76sl
To: Bob <sip:bob@example.com>
Call-ID: 3848276298220188511@client.example.com
CSeq: 1 INVITE
Contact: <sip:alice@client.example.com:5060;transport=udp>
Content-Type: application/sdp
Content-Length: 195

v=0
o=alice 2890844526 2890844526 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 49170 RTP/SAVP 0
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sdp/sdes-in-clear
`,
    },
    {
      framing: { from: '192.0.2.1:40000', to: '192.0.2.2:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/TLS client.example.com:5061;branch=z9hG4bK74bf9;rport
Max-Forwards: 70
From: Alice <sip:alice@example.com>;tag=9fxced76sl
To: Bob <sip:bob@example.com>
Call-ID: 3848276298220188511@client.example.com
CSeq: 1 INVITE
Contact: <sip:alice@client.example.com:5061;transport=tls>
Content-Type: application/sdp
Content-Length: 195

v=0
o=alice 2890844526 2890844526 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 49170 RTP/SAVP 0
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8
`,
    },
    {
      // Without framing, by Via.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Type: application/sdp
Content-Length: 271

v=0
o=alice 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 49170 RTP/SAVP 0
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8|2^20
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sdp/sdes-in-clear
a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20
`,
    },
    {
      // TLS ended in front of what wrote this.
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Type: application/sdp
Content-Length: 182

v=0
o=alice 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 49170 RTP/SAVP 0
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8|2^20
`,
    },
    {
      // The word TCP of a wrapper that does not tell TLS.
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TCP', loses: ['tls', 'lineEnds'] },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Type: application/sdp
Content-Length: 182

v=0
o=alice 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 49170 RTP/SAVP 0
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8|2^20
`,
    },
    {
      // A TLS sidecar on the same host.
      framing: { from: '127.0.0.1:48122', to: '127.0.0.1:5060', transport: 'TCP' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Type: application/sdp
Content-Length: 182

v=0
o=alice 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 49170 RTP/SAVP 0
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8|2^20
`,
    },
    {
      // The stream is not used.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Type: application/sdp
Content-Length: 178

v=0
o=alice 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 0 RTP/SAVP 0
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8|2^20
`,
    },
    {
      // IPsec below (RFC 3329): a hint only.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Security-Verify: ipsec-3gpp;alg=hmac-sha-1-96;spi-c=1;spi-s=2;port-c=5062;port-s=5064
Content-Type: application/sdp
Content-Length: 182

v=0
o=alice 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 49170 RTP/SAVP 0
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8|2^20
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sdp/sdes-in-clear
`,
    },
  ],
  check(message, { hop }, report) {
    if (hop.transport === undefined || !isClear(hop.transport) || hop.isLoopback) return;
    const [key, ...others] = sdesKeysOf(message).filter((each) => each.isUsed);
    if (!key) return;
    const path = hop.source && hop.destination ? `${writeSocket(hop.source)} → ${writeSocket(hop.destination)} ` : '';
    const keys =
      others.length > 0 ? `The ${others.length + 1} SRTP keys of this call are` : `The SRTP key of this call (${key.octets} octets) is`;
    const isTunnelled = isInIpsec(message);
    const effect = isTunnelled ? 'unless IPsec protects it, as Security-Verify says' : 'so encryption of the voice is worth nothing here';
    report(key.at, `${keys} readable for everyone on the path ${path}(${hop.transport}), ${effect}.`, {
      atMost: isTunnelled ? 'hint' : undefined,
      related: others.map(({ at }) => ({ message: 'Another key in clear.', at })),
    });
  },
});

/** The hop may be an IPsec tunnel of IMS (RFC 3329): what the packet shows in clear inside was not in clear outside. */
const isInIpsec = (message: SipMessage): boolean => message.items('Security-Verify').some((item) => /^ipsec-3gpp$/i.test(item.token));
