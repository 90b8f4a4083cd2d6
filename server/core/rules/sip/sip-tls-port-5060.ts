import { textOfUri } from '../../sip/roles';
import { speaksTls } from '../listeners';
import { defineRule } from '../rule';
import { portFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/sip-tls-port-5060',
  subject: 'message',
  severity: { practical: 'info', strict: 'info' },
  title: 'transport=tls with port 5060',
  remedy:
    'Use 5061 or omit the port. dSIPRouter and OpenSIPS set-ups produce this when transport=tls is appended to all routes (dsiprouter #756, OpenSIPS #690).',
  cites: ['RFC 3261 §19.1.1', 'RFC 3263 §4.2'],
  examples: [
    `
OPTIONS sip:bob@example.net:5060;transport=tls SIP/2.0
                            ^^^^ sip/sip-tls-port-5060
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net:5061;transport=tls SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sip:[2001:db8::1]:5060;lr;Transport=TLS>
                          ^^^^ sip/sip-tls-port-5060
m: <sip:alice@192.0.2.1:5060;transport=tcp>, <sips:alice@192.0.2.1:5060;transport=tls>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com:5060;transport=tls>;tag=a1
To: <sip:bob@example.net:5060;transport=tls>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5060', transport: 'TLS' },
      text: `
OPTIONS sip:bob@198.51.100.20:5060;transport=tls SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
  ],
  check(message, context, report) {
    if (!message.text.includes(':5060')) return;
    for (const placed of message.uris) {
      const { uri, isRouting, transportWord } = placed;
      if (!isRouting || uri.isSips || transportWord !== 'tls' || uri.port !== 5060 || !uri.portSpan) continue;
      if (speaksTls(context, placed)) continue;
      report(
        uri.portSpan,
        `${textOfUri(message, uri)} asks for TLS on port 5060, the port of clear SIP. Unless a TLS listener was put there on purpose, the connection fails in the handshake.`,
        { fix: portFix(uri.portSpan, 5060, 5061) },
      );
    }
  },
});
