import { framed, socketName } from '../framed';

/** The tracer module of OpenSIPS, when it writes to syslog: mostly one line for each message, with escapes. */
export const opensipsTracer = framed({
  id: 'opensips-tracer',
  title: 'OpenSIPS tracer',
  loses: ['lineEnds', 'tail'],
  literal: ' -> ',
  pattern: /\b(in|out) (udp|tcp|tls|sctp|wss?|bins?|hep_\w{1,5}) ([^\s#\\]{1,80}):(\d{1,5}) -> ([^\s#\\]{1,80}):(\d{1,5})/,
  read([, verb, transport = '', from = '', fromPort = '', to = '', toPort = '']) {
    return {
      direction: verb === 'in' ? 'received' : 'sent',
      source: socketName(from, fromPort),
      destination: socketName(to, toPort),
      transport: transport.replace('hep_', '').toUpperCase(),
    };
  },
  examples: [
    {
      text: `Nov 23 18:58:53 proxy1 opensips[4121]: in tls 192.0.2.7:15080 -> 192.0.2.1:5061#012REGISTER sip:example.com SIP/2.0#015#012Via: SIP/2.0/TLS 192.0.2.7:15080;rport;branch=z9hG4bK1#015#012Call-ID: a#015#012Content-Length: 0#015#012#015#012
Nov 23 18:58:53 proxy1 opensips[4121]: INFO:core: something else
Nov 23 18:58:54 proxy1 opensips[4121]: out tls [2001:db8::1]:5061 -> [2001:db8::7]:15080#012INVITE sip:bob@example.com SIP/2.0#015#012Via: SIP/2.0/TLS [2001:db8::1]:5061;branch=z9hG4bK2#015#012Call-ID: b#015#012Content-Length: 169#015#012#015#012v=0#015#012o=al
`,
      frames: [
        {
          start: 'REGISTER sip:example.com SIP/2.0',
          time: '18:58:53',
          direction: 'received',
          transport: 'TLS',
          source: '192.0.2.7:15080',
          destination: '192.0.2.1:5061',
        },
        {
          start: 'INVITE sip:bob@example.com SIP/2.0',
          time: '18:58:54',
          direction: 'sent',
          transport: 'TLS',
          source: '[2001:db8::1]:5061',
          destination: '[2001:db8::7]:15080',
          cut: true,
        },
      ],
    },
    {
      text: `in udp 192.0.2.7:15080 -> 192.0.2.1:5060
SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
Call-ID: a
Content-Length: 0

out wss 192.0.2.1:8443 -> 192.0.2.7:15080
BYE sip:bob@example.com SIP/2.0
Via: SIP/2.0/WSS 192.0.2.1:8443;branch=z9hG4bK2
Call-ID: a
Content-Length: 0

`,
      frames: [
        { start: 'SIP/2.0 200 OK', direction: 'received', transport: 'UDP', source: '192.0.2.7:15080', destination: '192.0.2.1:5060' },
        {
          start: 'BYE sip:bob@example.com SIP/2.0',
          direction: 'sent',
          transport: 'WSS',
          source: '192.0.2.1:8443',
          destination: '192.0.2.7:15080',
        },
      ],
    },
    {
      // journalctl shows a message of several lines with blanks up to the column where it began.
      text: `Nov 23 18:58:53 proxy1 opensips[4121]: in tcp 192.0.2.7:15080 -> 192.0.2.1:5060
                                       SIP/2.0 200 OK
                                       Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1
                                       Call-ID: a
                                       Content-Length: 0

Nov 23 18:58:54 proxy1 opensips[4121]: something else
`,
      frames: [
        {
          start: 'SIP/2.0 200 OK',
          time: '18:58:53',
          direction: 'received',
          transport: 'TCP',
          source: '192.0.2.7:15080',
          destination: '192.0.2.1:5060',
        },
      ],
    },
  ],
});
