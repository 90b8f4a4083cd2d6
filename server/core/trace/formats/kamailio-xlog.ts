import { framed } from '../framed';
import { readXlog, xlogPattern } from '../xlog';

/** The recipe that prints each message from the routing script, on a console or into a file. */
export const kamailioXlog = framed({
  id: 'kamailio-xlog',
  title: 'Kamailio xlog',
  loses: ['lineEnds'],
  literal: ' SIP message ',
  pattern: xlogPattern,
  writings: ['lines'],
  read: readXlog,
  examples: [
    {
      text: ` 9(12093) NOTICE: <script>: Incoming SIP message from tls:192.0.2.10:15080:
REGISTER sip:example.com SIP/2.0\r
Via: SIP/2.0/TLS 192.0.2.10:15080;rport;branch=z9hG4bK1\r
Call-ID: a\r
Content-Length: 0\r
\r

10(12094) NOTICE: <script>: Outgoing SIP message to 3:2001:db8::10:15071:
INVITE sip:carol@example.com SIP/2.0\r
Via: SIP/2.0/TLS 192.0.2.10:15082;rport;branch=z9hG4bK2\r
Call-ID: b\r
Content-Length: 5\r
\r
v=0\r

11(12095) ERROR: tls [tls_server.c:1330]: tls_h_read_f(): protocol level error
Incoming SIP message from sip:192.0.2.10:5060;transport=udp:
SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK3
Call-ID: b

`,
      frames: [
        { start: 'REGISTER sip:example.com SIP/2.0', direction: 'received', transport: 'TLS', source: '192.0.2.10:15080' },
        { start: 'INVITE sip:carol@example.com SIP/2.0', direction: 'sent', transport: 'TLS', destination: '[2001:db8::10]:15071' },
        { start: 'SIP/2.0 200 OK', direction: 'received', transport: 'UDP', source: '192.0.2.10:5060' },
      ],
    },
  ],
});
