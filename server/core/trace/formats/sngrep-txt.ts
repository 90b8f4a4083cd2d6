import { framed, socketName } from '../framed';

/** The dialog "Save" of sngrep, as .txt. Dialogs stand one after the other, not by time, and no word says what carried a message. */
export const sngrepTxt = framed({
  id: 'sngrep-txt',
  title: 'sngrep text export',
  loses: ['transport', 'lineEnds'],
  literal: ' -> ',
  pattern: /(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,9})?) ([^\s#\\]{1,80}):(\d{1,5}) -> ([^\s#\\]{1,80}):(\d{1,5})/,
  writings: ['lines'],
  read([, year, month, day, time, from = '', fromPort = '', to = '', toPort = ''], lead) {
    // Other programs write the same behind a word of their own.
    if (lead === undefined || !/^[\s>]*$/.test(lead)) return undefined;
    return { time: `${year}-${month}-${day}T${time}`, source: socketName(from, fromPort), destination: socketName(to, toPort) };
  },
  examples: [
    {
      text: `2026/11/23 18:59:29.781053 192.0.2.10:5060 -> 192.0.2.1:5060
INVITE sip:bob@example.com SIP/2.0\r
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1\r
Call-ID: a\r
Content-Length: 5\r
\r
v=0\r


2026/11/23 18:59:29.782317 2001:db8::1:5060 -> 2001:db8::10:5060
SIP/2.0 404 Not Found\r
Via: SIP/2.0/UDP [2001:db8::10]:5060;branch=z9hG4bK1\r
Call-ID: a\r
Content-Length: 0\r
\r


`,
      frames: [
        {
          start: 'INVITE sip:bob@example.com SIP/2.0',
          time: '2026-11-23T18:59:29.781053',
          source: '192.0.2.10:5060',
          destination: '192.0.2.1:5060',
        },
        {
          start: 'SIP/2.0 404 Not Found',
          time: '2026-11-23T18:59:29.782317',
          source: '[2001:db8::1]:5060',
          destination: '[2001:db8::10]:5060',
        },
      ],
    },
    {
      // Quoted in a mail, and cut at its end.
      text: `\uFEFF> 2026/11/23 18:59:29.781053 192.0.2.10:5060 -> 192.0.2.1:5060
> ACK sip:bob@example.com SIP/2.0
> Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1
> Call-ID: a
>
> 2026/11/23 18:59:29 192.0.2.10:5060 -> 192.0.2.1:5060
> BYE sip:bob@example.com SIP/2.0
> Via: SIP/2.0/UDP 192.`,
      frames: [
        {
          start: 'ACK sip:bob@example.com SIP/2.0',
          time: '2026-11-23T18:59:29.781053',
          source: '192.0.2.10:5060',
          destination: '192.0.2.1:5060',
        },
        {
          start: 'BYE sip:bob@example.com SIP/2.0',
          time: '2026-11-23T18:59:29',
          source: '192.0.2.10:5060',
          destination: '192.0.2.1:5060',
          cut: true,
        },
      ],
    },
    {
      text: `U 2026/11/23 18:59:29.781053 192.0.2.10:5060 -> 192.0.2.1:5060
BYE sip:bob@example.com SIP/2.0.
Call-ID: a.
`,
      frames: [],
    },
  ],
});
