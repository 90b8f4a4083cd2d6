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
  ],
  check(message, context, report) {
    // TODO when: Request; Request-URI scheme is tel; no Route header field; framing (or top Via) is TLS, or To/From/Contact is sips.
    // TODO silent: A Route is present (then the route decides); no sign of TLS in the message.
    // TODO at: the Request-URI
    // TODO message: A tel: URI has neither host nor transport, so the next hop and its protection are pure configuration of this element. A demand for TLS cannot be expressed in it.
    // TODO fix: None
    // TODO rfc: "tel: is a legal Request-URI; an element that does not know it answers 416 (RFC 3261 \u00a78.2.2.1, \u00a721.4.14)."
    void message;
    void context;
    void report;
  },
});
