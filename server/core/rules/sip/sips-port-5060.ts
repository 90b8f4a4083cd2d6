import { speaksTls } from '../listeners';
import { defineRule } from '../rule';
import { portFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/sips-port-5060',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'sips: with port 5060',
  remedy: 'Use 5061 or no port (then SRV _sips._tcp or 5061 applies).',
  cites: ['RFC 3261 §19.1.1', 'RFC 3263 §4.2'],
  examples: [
    `
OPTIONS sips:bob@example.net:5060 SIP/2.0
                             ^^^^ sip/sips-port-5060
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sips:bob@example.net:5061 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
REFER sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
m: <sip:alice@192.0.2.1:5060>, <sips:alice@[2001:db8::1]:5060;ob>
                                                         ^^^^ sip/sips-port-5060
Refer-To: sips:carol@example.com:5060
                                 ^^^^ sip/sips-port-5060
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 REFER
Content-Length: 0`,
    `
OPTIONS sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sips:alice@example.com:5060>;tag=a1
To: <sips:bob@example.net:5060>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5060', transport: 'TLS' },
      text: `
OPTIONS sips:bob@198.51.100.20:5060 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5060', transport: 'TLS' },
      text: `
OPTIONS sips:bob@example.net:5060 SIP/2.0
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
      const { uri, isRouting } = placed;
      if (!isRouting || !uri.isSips || uri.port !== 5060 || !uri.portSpan || speaksTls(context, placed)) continue;
      report(
        uri.portSpan,
        'sips: with port 5060 sends a TLS ClientHello to the port of clear SIP (sips: defaults to 5061). A plain SIP listener answers nothing or closes.',
        { fix: portFix(uri.portSpan, 5060, 5061) },
      );
    }
  },
});
