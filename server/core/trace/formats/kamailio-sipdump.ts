import { utc } from '../carrier';
import { framed, socketName } from '../framed';

/** The files of Kamailio's sipdump module: everything that one wants to know stands there. */
export const kamailioSipdump = framed({
  id: 'kamailio-sipdump',
  title: 'Kamailio sipdump',
  loses: ['lineEnds'],
  literal: '====================',
  pattern: /(?<!=)={20}(?!=)[ \t]*\r?\n(?:(?:[^\n]{0,100}[ \t>])?[a-z]{2,16}: [^\n]{0,80}\n){1,20}[^\n~]{0,100}~{20}(?!~)/,
  reach: 2048,
  marker: '||||||||||||||||||||',
  isMarkerSure: true,
  writings: ['lines'],
  read([block]) {
    const field = (name: string): string | undefined => new RegExp(String.raw`\b${name}: *([^\s]{1,80})`).exec(block)?.[1];
    const tag = field('tag');
    const [seconds = '', fraction] = field('time')?.split('.') ?? [];
    const end = (side: string) => {
      const host = field(`${side}ip`);
      const port = field(`${side}port`);
      return host === undefined || port === undefined ? undefined : socketName(host, port);
    };
    if (tag === undefined && field('srcip') === undefined) return undefined;
    return {
      time: seconds === '' ? undefined : utc(Number(seconds), fraction),
      direction: tag === 'rcv' ? 'received' : tag === 'snd' ? 'sent' : undefined,
      transport: field('proto')?.toUpperCase(),
      source: end('src'),
      destination: end('dst'),
    };
  },
  examples: [
    {
      text: `====================
tag: rcv
pid: 14791
process: 11
time: 1795460407.973197
date: Mon Nov 23 19:00:07 2026
proto: tls ipv6
srcip: 2001:db8::10
srcport: 15080
dstip: 2001:db8::1
dstport: 5061
~~~~~~~~~~~~~~~~~~~~
REGISTER sip:example.com SIP/2.0\r
Via: SIP/2.0/TLS [2001:db8::10]:15080;rport;branch=z9hG4bK1\r
Call-ID: a\r
Content-Length: 0\r
\r
||||||||||||||||||||
====================
tag: snd
time: 1795460408.1
proto: udp ipv4
srcip: 192.0.2.1
srcport: 5060
dstip: 192.0.2.10
dstport: 5062
~~~~~~~~~~~~~~~~~~~~
INVITE sip:bob@example.com SIP/2.0\r
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2\r
Call-ID: b\r
Content-Length: 200\r
\r
v=0\r
||||||||||||||||||||
====================
a title
====================
`,
      frames: [
        {
          start: 'REGISTER sip:example.com SIP/2.0',
          time: '2026-11-23T19:00:07.973197Z',
          direction: 'received',
          transport: 'TLS',
          source: '[2001:db8::10]:15080',
          destination: '[2001:db8::1]:5061',
        },
        {
          start: 'INVITE sip:bob@example.com SIP/2.0',
          time: '2026-11-23T19:00:08.1Z',
          direction: 'sent',
          transport: 'UDP',
          source: '192.0.2.1:5060',
          destination: '192.0.2.10:5062',
        },
      ],
    },
  ],
});
