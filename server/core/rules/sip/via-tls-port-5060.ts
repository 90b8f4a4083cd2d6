import { speaksAsVia } from '../listeners';
import { defineRule } from '../rule';
import { portFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/via-tls-port-5060',
  subject: 'message',
  severity: { practical: 'info', strict: 'warning' },
  title: 'Via TLS with port 5060',
  remedy:
    'Set the advertised port of the TLS listener: Kamailio listen=tls:10.0.0.5:5061 advertise sbc.example.com:5061; Asterisk external_signaling_port=5061 on the TLS transport; FreeSWITCH tls-sip-port.',
  cites: ['RFC 3261 §18.1.1', 'RFC 3261 §18.2.2'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5060;branch=z9hG4bKa1
                                 ^^^^ sip/via-tls-port-5060
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
v: SIP/2.0/tls [2001:db8::1] : 5060;branch=z9hG4bKa1,SIP/2.0/TLS 192.0.2.1:5060;branch=z9hG4bKa0
                               ^^^^ sip/via-tls-port-5060
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10:5060;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
      others: [
        {
          text: `
OPTIONS sip:alice@192.0.2.10:5060;transport=tls SIP/2.0
Via: SIP/2.0/TLS 198.51.100.20;branch=z9hG4bKb1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
          framing: { from: '198.51.100.20:48122', to: '192.0.2.10:5060', transport: 'TLS' },
        },
      ],
    },
    {
      framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5060;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
  ],
  check(message, context, report) {
    const via = message.topVia;
    if (via?.transport !== 'TLS' || via.port !== 5060 || !via.portSpan || speaksAsVia(message, context, via)) return;
    report(
      via.portSpan,
      'Via names TLS and port 5060, the port of clear SIP (TLS defaults to 5061). If the connection breaks, answers are sent with TLS to a port that usually speaks plain SIP.',
      { fix: portFix(via.portSpan, 5060, 5061) },
    );
  },
});
