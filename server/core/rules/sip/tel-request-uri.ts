import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/tel-request-uri',
  subject: 'message',
  severity: { practical: 'hint', strict: 'info' },
  title: 'tel: Request-URI says nothing about TLS',
  remedy: 'Send sip:+49…@trunk.example.net;user=phone (or sips:), or preload a Route with the TLS hop. Many trunks answer 416 to tel:.',
  cites: ['RFC 3966', 'RFC 3261 §19.1.6', 'RFC 3261 §8.2.2.1'],
  examples: [
    `
INVITE tel:+15551230000 SIP/2.0
       ^^^^^^^^^^^^^^^^ sip/tel-request-uri
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <tel:+15551230000>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:+15551230000@example.net;user=phone SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <tel:+15551230000>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE tel:+15551230000 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10>
Content-Length: 0`,
    `
INVITE tel:+15551230000 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Route: <sip:proxy.example.com;transport=tls;lr>
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, { hop }, report) {
    const uri = message.requestUri;
    if (uri?.scheme !== 'tel' || message.has('Route')) return;
    const wantsTls = [message.to, message.from, ...message.contacts].some((address) => address?.uri?.isSips);
    if (!hop.isTls && !wantsTls) return;
    report(
      uri,
      'A tel: URI has neither host nor transport, so the next hop and its protection are pure configuration of this element. A demand for TLS cannot be expressed in it.',
    );
  },
});
