import { param } from '../../sip/parts';
import { hostName } from '../../sip/socket';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/maddr',
  subject: 'message',
  severity: { practical: 'hint', strict: 'info' },
  title: 'maddr overrides the host of the URI',
  remedy: 'Use a Route (outbound proxy) instead of maddr.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3263 §4.1'],
  examples: [
    `
OPTIONS sip:bob@example.net;maddr=198.51.100.20;transport=tls SIP/2.0
                            ^^^^^^^^^^^^^^^^^^^ sip/maddr
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
Route: <sip:proxy.example.net:5061;transport=tls;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@Example.net;maddr=example.NET SIP/2.0
Via: SIP/2.0/UDP sbc.example.com;maddr=224.2.0.1;ttl=16;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Contact: <sip:alice@sbc.example.com;maddr=192.0.2.1>
                                    ^^^^^^^^^^^^^^^ sip/maddr
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const { place, uri } of message.uris) {
      const maddr = param(uri.params, 'maddr');
      if (!places.has(place) || !maddr?.value || hostName(maddr.value) === hostName(uri.host)) continue;
      report(
        maddr,
        `maddr=${maddr.value} sends the request there instead of ${uri.host}. Over TLS the certificate is still compared with a name, and stacks disagree which of the two; the use of maddr for routing is discouraged.`,
      );
    }
  },
});

const places = new Set(['Request-URI', 'Contact', 'Route', 'Record-Route']);
