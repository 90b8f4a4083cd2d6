import { framed } from '../framed';
import { readXlog, xlogPattern } from '../xlog';

/** The same recipe, where syslog made one line of each message. */
export const kamailioXlogSyslog = framed({
  id: 'kamailio-xlog-syslog',
  title: 'Kamailio xlog in syslog',
  loses: ['lineEnds', 'tail'],
  literal: ' SIP message ',
  pattern: xlogPattern,
  writings: ['hash', 'backslash', 'json'],
  read: readXlog,
  examples: [
    {
      text: `Nov 23 18:59:51 proxy1 /usr/sbin/kamailio[20737]: NOTICE: <script>: Incoming SIP message from tls:192.0.2.10:15080:#012REGISTER sip:example.com SIP/2.0#015#012Via: SIP/2.0/TLS 192.0.2.10:15080;rport;branch=z9hG4bK1#015#012Call-ID: a#015#012Content-Length: 0#015#012#015#012
Nov 23 18:59:52 proxy1 /usr/sbin/kamailio[20737]: NOTICE: <script>: Outgoing SIP message to tls:[2001:db8::10]:5061:#012SIP/2.0 200 OK#015#012Via: SIP/2.0/TLS 192.0.2.10:15080;rport;branch=z9hG4bK1#015#012Call-ID: a#015#012Content-Le
2026-11-23T18:59:53.5+01:00 proxy1 kamailio: Incoming SIP message from udp:192.0.2.10:5060:\\nBYE sip:bob@example.com SIP/2.0\\r\\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK2\\r\\nCall-ID: b\\r\\n\\r\\n
{"time":"2026-11-23T18:59:54Z","msg":"Incoming SIP message from udp:192.0.2.10:5060:\\nBYE sip:\\u0062ob@example.com SIP/2.0\\r\\nFrom: \\"Bob\\" <sip:bob@example.com>\\r\\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK2\\r\\nCall-ID: b\\r\\n\\r\\n","level":"info"}
`,
      frames: [
        {
          start: 'REGISTER sip:example.com SIP/2.0',
          time: '18:59:51',
          direction: 'received',
          transport: 'TLS',
          source: '192.0.2.10:15080',
        },
        { start: 'SIP/2.0 200 OK', time: '18:59:52', direction: 'sent', transport: 'TLS', destination: '[2001:db8::10]:5061', cut: true },
        {
          start: 'BYE sip:bob@example.com SIP/2.0',
          time: '2026-11-23T17:59:53.5Z',
          direction: 'received',
          transport: 'UDP',
          source: '192.0.2.10:5060',
        },
        {
          start: 'BYE sip:bob@example.com SIP/2.0',
          time: '2026-11-23T18:59:54Z',
          direction: 'received',
          transport: 'UDP',
          source: '192.0.2.10:5060',
        },
      ],
    },
  ],
});
