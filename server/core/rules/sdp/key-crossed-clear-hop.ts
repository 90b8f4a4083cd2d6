import type { SipMessage } from '../../sip/message';
import { isClear } from '../../sip/next-hop';
import type { Via } from '../../sip/parts';
import { hostsOf } from '../../sip/record-route';
import { hostName, isLoopback } from '../../sip/socket';
import { clearKeyFact, clearLegFact, sdesKeysOf } from '../digest';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sdp/key-crossed-clear-hop',
  subject: 'message',
  severity: { practical: 'info', strict: 'warning' },
  title: 'SRTP key crossed an unprotected hop before',
  remedy: 'Use TLS on the hop before as well, or let the SBC make new keys towards the outside.',
  cites: ['RFC 4568 §8.3'],
  examples: [
    {
      framing: { from: '192.0.2.1:40000', to: '192.0.2.2:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bK87asdks7
Via: SIP/2.0/UDP 203.0.113.9:5060;branch=z9hG4bK74bf9;received=203.0.113.9;rport=5060
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
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sdp/key-crossed-clear-hop
`,
    },
    {
      framing: { from: '192.0.2.1:40000', to: '192.0.2.2:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bK87asdks7
Via: SIP/2.0/TLS client.example.com:5061;branch=z9hG4bK74bf9;received=203.0.113.9;rport=40001
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
      // The trace shows the key on the other hop.
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 203.0.113.9:5060;branch=z9hG4bKa1;received=203.0.113.9
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
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sdp/key-crossed-clear-hop
`,
      others: [
        {
          framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' },
          text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 203.0.113.9:5060;branch=z9hG4bKa1
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
      ],
    },
    {
      // It shows another key there.
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 203.0.113.9:5060;branch=z9hG4bKa1;received=203.0.113.9
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
      others: [
        {
          framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' },
          text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 203.0.113.9:5060;branch=z9hG4bKa1
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
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20
`,
        },
      ],
    },
    {
      // The answer goes there later.
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
SIP/2.0 200 OK
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 203.0.113.9:5060;branch=z9hG4bKa1;received=203.0.113.9
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@198.51.100.7:5061;transport=tls>
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
      // And there it is.
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
SIP/2.0 200 OK
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 203.0.113.9:5060;branch=z9hG4bKa1;received=203.0.113.9
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@198.51.100.7:5061;transport=tls>
Content-Type: application/sdp
Content-Length: 182

v=0
o=alice 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 49172 RTP/SAVP 0
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8|2^20
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sdp/key-crossed-clear-hop
`,
      others: [
        {
          framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' },
          text: `
SIP/2.0 200 OK
Via: SIP/2.0/UDP 203.0.113.9:5060;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@198.51.100.7:5061;transport=tls>
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
      ],
    },
    {
      // Inside one host.
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/TCP 127.0.0.1:5070;branch=z9hG4bKa1
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
  ],
  check(message, { hop, trace }, report) {
    if (!hop.isTls || !message.text.includes('inline:')) return;
    const { callId, cseq } = message;
    if (callId === undefined || !cseq) return;
    const keys = sdesKeysOf(message).filter((key) => key.isUsed);
    for (const key of keys) {
      const frames = trace.framesStating(clearKeyFact(callId, cseq.number, key.id));
      if (frames.length === 0) continue;
      report(
        key.at,
        'This key also crossed a hop without TLS; the trace shows it there in clear. Who listened on that hop can decrypt the voice.',
        {
          related: frames.map((frame) => ({ message: 'The same key in clear.', frame })),
        },
      );
      return;
    }
    const key = keys[0];
    const clear = message.isRequest ? clearHopBelow(message.vias) : undefined;
    // Another key on the clear leg: the element between them made a new one.
    if (!key || !clear || trace.isStated(clearLegFact(callId, cseq.number))) return;
    const path = `${sentByOf(message, clear.from)} → ${sentByOf(message, clear.to)}`;
    report(
      key.at,
      `This key was on ${path} over ${clear.from.transport} before it came here by TLS, unless ${sentByOf(message, clear.to)} made a new key.`,
      {
        related: [{ message: `${clear.from.transport}, without TLS.`, at: { start: clear.from.start, end: clear.from.end } }],
        remedy: `Use TLS on the hop ${path} as well, or let the SBC make new keys towards the outside.`,
      },
    );
  },
});

const sentByOf = (message: SipMessage, via: Via): string => message.text.slice(via.sentBy.start, via.sentBy.end);

/** The nearest hop that a request made in clear before the one on which it was seen; hops inside one host do not count. */
function clearHopBelow(vias: readonly Via[]): { readonly from: Via; readonly to: Via } | undefined {
  for (const [i, from] of vias.entries()) {
    const to = vias[i - 1];
    if (!to || !isClear(from.transport)) continue;
    const hosts = hostsOf(from);
    if (!hosts.some(isLoopback) && !hosts.includes(hostName(to.host))) return { from, to };
  }
  return undefined;
}
