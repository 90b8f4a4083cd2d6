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
  ],
  check(message, context, report) {
    // TODO when: The message has a body application/sdp (also inside multipart) with an a=crypto line with inline: key on a stream with port ≠ 0, and this hop is not protected: the frame's transport is known and is not TLS/WSS, else the topmost Via says UDP, TCP, SCTP or WS.
    // TODO silent: Frame transport is known to be TLS/WSS although Via says otherwise (TLS ended in front). Both addresses of the frame are loopback. IPsec is visible (Security-Verify: ipsec-3gpp): hint.
    // TODO at: the a=crypto line
    // TODO message: The SRTP key of this call is readable for everyone on the path {src} → {dst} ({transport}). Encryption of the voice is worth nothing here.
    // TODO fix: None
    // TODO notes: "Show length and a hash of the key, never the key. In a trace of TLS traffic that was written by sipdump or HEP the container may say UDP: trust the frame only when the format carries the real transport."
    void message;
    void context;
    void report;
  },
});
