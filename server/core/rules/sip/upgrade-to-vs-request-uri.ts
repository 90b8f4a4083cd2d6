import { isInitial, textOfUri } from '../../sip/roles';
import { redirectFact } from '../digest';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/upgrade-to-vs-request-uri',
  subject: 'message',
  severity: { practical: 'info', strict: 'warning' },
  title: 'To is sip:, Request-URI is sips:',
  remedy:
    'A proxy that finds a registered sips: Contact must forward with sip: (same URI otherwise) over TLS. Kamailio: rewrite the scheme after lookup("location").',
  cites: ['RFC 5630 §5.3', 'RFC 5630 §4.1'],
  examples: [
    `
INVITE sips:bob@198.51.100.20:5061 SIP/2.0
       ^^^^ sip/upgrade-to-vs-request-uri
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    `
INVITE sip:bob@198.51.100.20:5061 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sips:bob@[2001:db8::20] SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
t: "Bob" <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    {
      others: [
        {
          text: `
SIP/2.0 302 Moved Temporarily
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:bob@198.51.100.20:5061>;q=0.5
Content-Length: 0`,
        },
      ],
      text: `
INVITE sips:bob@198.51.100.20:5061 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    },
  ],
  check(message, { trace }, report) {
    const uri = message.requestUri;
    if (!uri?.isSips || !uri.schemeSpan || !isInitial(message) || message.method === 'REGISTER') return;
    if (message.to?.uri?.scheme !== 'sip' || trace.isStated(redirectFact(textOfUri(message, uri)))) return;
    report(
      uri.schemeSpan,
      'The caller dialled sip: (To), and the request now claims sips:. The callee will believe that every hop was TLS although the first ones never had to be.',
    );
  },
});
