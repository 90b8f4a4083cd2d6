import { framed, socketName } from '../framed';

const dashes = '-'.repeat(72);

/**
 * FreeSWITCH (`sofia global siptrace on`) and any other program on sofia-sip (`TPORT_LOG=1`). Older builds put three blanks in front of
 * each line and dashes behind the message as well; a dump file (`TPORT_DUMP`) has no dashes at all.
 */
export const sofia = framed({
  id: 'sofia',
  title: 'FreeSWITCH siptrace',
  loses: ['lineEnds', 'tail'],
  literal: ' bytes ',
  pattern: new RegExp(
    String.raw`(recv|send) (\d{1,9}) bytes (?:from|to) ([a-z][a-z-]{1,15})\/\[([^\]\s]{1,80})\]:(\d{1,5})(?:\/\d+)?(?:;comp=\w+)? at (\d\d:\d\d:\d\d\.\d{1,9}):((?:[ \t]*(?:\r?\n|(?:#015)?#012|(?:\\r)?\\n)[^\n]{0,200}?${dashes})?)`,
  ),
  marker: dashes,
  cutMark: /^[^\n]{0,200}?\*\*\* message truncated at \d+ \*\*\*[ \t]*\r?\n?/,
  read([, verb, octets, transport = '', host = '', port = '', time, rule], lead) {
    // Programs on drachtio write the same line behind a date, and no dashes.
    if (rule === '' && datedLead.test(lead ?? '')) return undefined;
    const peer = socketName(host, port);
    const isReceived = verb === 'recv';
    return {
      time,
      direction: isReceived ? 'received' : 'sent',
      source: isReceived ? peer : undefined,
      destination: isReceived ? undefined : peer,
      transport: transport.toUpperCase(),
      octets: Number(octets),
    };
  },
  examples: [
    {
      text: `recv 160 bytes from tls/[192.0.2.10]:48122 at 18:59:06.669980:
${dashes}
OPTIONS sip:example.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10:48122;branch=z9hG4bK1
Call-ID: a
Content-Length: 0

2026-11-23 18:59:08.295344 98.77% [DEBUG] sofia.c:7327 Channel entering state [calling][0]
send 127 bytes to udp/[2001:db8::10]:5060 at 18:59:06.670538:
${dashes}
SIP/2.0 200 OK
Via: SIP/2.0/UDP [2001:db8::10]:5060;branch=z9hG4bK1
Call-ID: a
Content-Length: 0

`,
      frames: [
        {
          start: 'OPTIONS sip:example.com SIP/2.0',
          time: '18:59:06.669980',
          direction: 'received',
          transport: 'TLS',
          source: '192.0.2.10:48122',
        },
        { start: 'SIP/2.0 200 OK', time: '18:59:06.670538', direction: 'sent', transport: 'UDP', destination: '[2001:db8::10]:5060' },
      ],
    },
    {
      // Older builds. The first message is a keep-alive, the last one was too long for the log.
      text: `recv 4 bytes from tcp/[192.0.2.10]:48122 at 18:59:05.669980:
   ${dashes}
   
   
   ${dashes}
send 139 bytes to tls/[192.0.2.10]:5061 at 19:01:29.748906:
   ${dashes}
   INVITE sip:bob@example.com SIP/2.0
   Via: SIP/2.0/TLS 192.0.2.1:36465;branch=z9hG4bK1
   Call-ID: a
   Content-Length: 5
   
   v=0
   ${dashes}
send 2900 bytes to tls/[192.0.2.10]:5061 at 19:01:29.748907:
   ${dashes}
   NOTIFY sip:bob@example.com SIP/2.0
   Via: SIP/2.0/TLS 192.0.2.1:36465;branch=z9hG4bK1
   Call-ID: b
   Call-Info: <sip:a@example.com>;long
   ${dashes}
   *** message truncated at 130 ***
`,
      frames: [
        {
          start: 'INVITE sip:bob@example.com SIP/2.0',
          time: '19:01:29.748906',
          direction: 'sent',
          transport: 'TLS',
          destination: '192.0.2.10:5061',
        },
        {
          start: 'NOTIFY sip:bob@example.com SIP/2.0',
          time: '19:01:29.748907',
          direction: 'sent',
          transport: 'TLS',
          destination: '192.0.2.10:5061',
          cut: true,
        },
      ],
    },
    {
      // A host name was masked by hand, so the length is not right any more: nothing is cut.
      text: `recv 190 bytes from tls/[192.0.2.10]:48122 at 18:59:06.669980:
${dashes}
INVITE sip:bob@xxx SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10:48122;branch=z9hG4bK1
Call-ID: a
Content-Length: 10

v=0
s=-
send 1 bytes to tls/[192.0.2.10]:48122 at 18:59:06.669981:
`,
      frames: [
        {
          start: 'INVITE sip:bob@xxx SIP/2.0',
          time: '18:59:06.669980',
          direction: 'received',
          transport: 'TLS',
          source: '192.0.2.10:48122',
        },
      ],
    },
    {
      // A dump file.
      text: `send 120 bytes to ws/[192.0.2.10]:5061/12 at 18:59:06.669980:
SIP/2.0 200 OK
Via: SIP/2.0/WS 192.0.2.1:5061;branch=z9hG4bK1
Call-ID: a
Content-Length: 0

\v
`,
      frames: [{ start: 'SIP/2.0 200 OK', time: '18:59:06.669980', direction: 'sent', transport: 'WS', destination: '192.0.2.10:5061' }],
    },
  ],
});

const datedLead = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ $/;
