import { framed, socketName } from '../framed';

/** `pjsip set logger on`. The octets are those of the wire; the console and many a paste make LF of CRLF. */
export const asteriskPjsip = framed({
  id: 'asterisk-pjsip',
  title: 'Asterisk pjsip logger',
  loses: ['lineEnds'],
  literal: '<--- ',
  pattern:
    /<--- (Received|Transmitting) SIP (?:request|response) \((\d{1,9}) bytes\) (?:from|to) ([A-Za-z][\w-]{1,15}?)6?:([^\s#\\]{1,80}):(\d{1,5}) --->/,
  read([, verb, octets, transport = '', host = '', port = '']) {
    const peer = socketName(host, port);
    const isReceived = verb === 'Received';
    return {
      direction: isReceived ? 'received' : 'sent',
      source: isReceived ? peer : undefined,
      destination: isReceived ? undefined : peer,
      transport: transport.toUpperCase(),
      octets: Number(octets),
    };
  },
  examples: [
    {
      text: `<--- Received SIP request (201 bytes) from TLS:192.0.2.10:48122 --->
OPTIONS sip:example.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10:48122;rport;branch=z9hG4bK1
From: <sip:bob@example.com>;tag=1
To: <sip:example.com>
Call-ID: a
CSeq: 1 OPTIONS
Content-Length: 0


<--- Transmitting SIP response (180 bytes) to TLS:[2001:db8::10]:48122 --->
SIP/2.0 200 OK
Via: SIP/2.0/TLS [2001:db8::10]:48122;rport;branch=z9hG4bK1
From: <sip:bob@example.com>;tag=1
To: <sip:example.com>
Call-ID: a
CSeq: 1 OPTIONS
Content-Length: 0

    -- Added contact 'sip:bob@192.0.2.10' to AOR 'bob'
`,
      frames: [
        { start: 'OPTIONS sip:example.com SIP/2.0', direction: 'received', transport: 'TLS', source: '192.0.2.10:48122' },
        { start: 'SIP/2.0 200 OK', direction: 'sent', transport: 'TLS', destination: '[2001:db8::10]:48122' },
      ],
    },
    {
      // The full log: with stamps, and CRLF as it came in.
      text: `[2026-08-21 10:00:00.123] VERBOSE[1234] res_pjsip_logger.c: <--- Received SIP response (120 bytes) from UDP:192.0.2.1:5060 --->
SIP/2.0 200 OK\r
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1\r
Call-ID: a\r
CSeq: 1 OPTIONS\r
\r
[Aug 21 10:00:01] VERBOSE[1234][C-00000001] res_pjsip_logger.c: <--- Transmitting SIP request (2 bytes) to WSS:192.0.2.1:8089 --->
BYE sip:bob@example.com SIP/2.0\r
Via: SIP/2.0/WSS 192.0.2.10:8089;branch=z9hG4bK2\r
Call-ID: b\r
\r
`,
      frames: [
        { start: 'SIP/2.0 200 OK', time: '2026-08-21T10:00:00.123', direction: 'received', transport: 'UDP', source: '192.0.2.1:5060' },
        { start: 'BYE sip:bob@example.com SIP/2.0', time: '10:00:01', direction: 'sent', transport: 'WSS', destination: '192.0.2.1:8089' },
      ],
    },
    {
      // Pasted into a ticket, where each line got blanks, but not the empty ones.
      text: `    <--- Received SIP request (140 bytes) from TCP:192.0.2.10:48122 --->
    INVITE sip:bob@example.com SIP/2.0
    Via: SIP/2.0/TCP 192.0.2.10:48122;branch=z9hG4bK1
    Subject: one
      two
    Call-ID: a
    Content-Length: 5

    v=0

`,
      frames: [{ start: 'INVITE sip:bob@example.com SIP/2.0', direction: 'received', transport: 'TCP', source: '192.0.2.10:48122' }],
    },
    {
      // Kubernetes puts a stamp in front of every line.
      text: `2026-08-21T10:00:00.123456789Z stdout F <--- Received SIP response (101 bytes) from TLS:192.0.2.1:5061 --->
2026-08-21T10:00:00.123456790Z stdout F SIP/2.0 200 OK
2026-08-21T10:00:00.123456791Z stdout F Via: SIP/2.0/TLS 192.0.2.10:48122;branch=z9hG4bK1
2026-08-21T10:00:00.123456792Z stdout F Call-ID: a
2026-08-21T10:00:00.123456793Z stdout F
2026-08-21T10:00:00.123456794Z stdout F     -- something else
`,
      frames: [
        {
          start: 'SIP/2.0 200 OK',
          time: '2026-08-21T10:00:00.123456789Z',
          direction: 'received',
          transport: 'TLS',
          source: '192.0.2.1:5061',
        },
      ],
    },
    {
      // A file that ends too early, and a framing line without a message.
      text: `<--- Received SIP request (2 bytes) from TCP:192.0.2.10:48122 --->


<--- Received SIP request (900 bytes) from TCP:192.0.2.10:48122 --->
INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:481`,
      frames: [
        { start: 'INVITE sip:bob@example.com SIP/2.0', direction: 'received', transport: 'TCP', source: '192.0.2.10:48122', cut: true },
      ],
    },
  ],
});
