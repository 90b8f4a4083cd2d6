import { defineRule } from '../rule';

export default defineRule({
  id: 'sdp/key-crossed-clear-hop',
  subject: 'message',
  severity: { practical: 'info', strict: 'warning' },
  title: 'SRTP key crossed an unprotected hop before',
  remedy: 'Use TLS on the hop {hop} as well, or let the SBC make new keys towards the outside.',
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
  ],
  check(message, context, report) {
    // TODO when: A request or its later copy in the same trace carries an a=crypto key, arrives over TLS, and (a) a Via below the top one says UDP, TCP or WS, or (b) another frame of the same Call-ID and CSeq with the same key bytes travelled in clear.
    // TODO silent: The only clear Via is between loopback addresses or the same host. The lower Via belongs to a B2BUA's inside when the key differs there (b not met and trace shows the other leg): then silent.
    // TODO at: the a=crypto line; related: the Via line or the other frame
    // TODO message: This key was on {hop} over {transport} before it came here by TLS{ifB:; the trace shows it in frame {n}}.
    // TODO fix: None
    // TODO notes: "(a) is an inference: a proxy does not change the SDP, a media-anchoring proxy does; the message says \"unless {proxy} made a new key\"."
    void message;
    void context;
    void report;
  },
});
