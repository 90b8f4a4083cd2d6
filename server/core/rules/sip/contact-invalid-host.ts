import { param } from '../../sip/parts';
import { isInitial, isSuccess, textOfUri } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-invalid-host',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Browser Contact (.invalid) without a way back',
  remedy: 'Proxy: record_route() on WebSocket calls, plus add_contact_alias()/handle_ruri_alias() (Kamailio) or fix_nated_contact().',
  cites: ['RFC 7118 §5', 'RFC 2606', 'RFC 5626'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKa1;received=192.0.2.10
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@df7jal23ls0d.invalid;transport=ws>
                    ^^^^^^^^^^^^^^^^^^^^ sip/contact-invalid-host
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@df7jal23ls0d.invalid;transport=ws>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKa1;received=192.0.2.10
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@df7jal23ls0d.invalid;transport=ws>
Record-Route: <sip:proxy.example.com:5061;transport=tls;lr>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKa1;received=192.0.2.10
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@df7jal23ls0d.invalid;transport=ws;alias=192.0.2.10~4711~6>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:anonymous@anonymous.invalid>
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
m: "Bob" <sip:bob@r4nd0m.INVALID;transport=wss>
                  ^^^^^^^^^^^^^^ sip/contact-invalid-host
Content-Length: 0`,
  ],
  check(message, { hop }, report) {
    if (message.method !== 'INVITE' || !(isInitial(message) || isSuccess(message)) || message.has('Record-Route') || message.isCut) return;
    // On the WebSocket itself the name is right: the connection is the address.
    if (!hop.transport || hop.transport === 'WS' || hop.transport === 'WSS') return;
    for (const { uri } of message.contacts) {
      if (!uri?.hostSpan || !/\.invalid$/i.test(uri.host) || /^anonymous\.invalid$/i.test(uri.host)) continue;
      if (['alias', 'gr', 'ob'].some((name) => param(uri.params, name))) continue;
      report(
        uri.hostSpan,
        `Contact ${textOfUri(message, uri)} is a random name of a WebSocket client that no DNS knows. The next request can only reach it through the proxy that holds the WebSocket, and that one did not record-route.`,
      );
    }
  },
});
