import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/warning-sips-not-allowed',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Refused: sips: not allowed here (Warning 380)',
  remedy: 'Register the callee with a sips: Contact, or dial sip: (after the user agreed) with TLS hop by hop.',
  cites: ['RFC 5630 §5.1.2', 'RFC 5630 §5.3', 'RFC 5630 §5.1.1'],
  examples: [
    `
SIP/2.0 480 Temporarily Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Warning: 380 proxy.example.net "SIPS Not Allowed"
Content-Length: 0`,
    `
SIP/2.0 480 Temporarily Unavailable
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Warning: 399 proxy.example.net "Not registered"
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Response with a Warning header whose warn-code is 380.
    // TODO silent: warn-code 380 in a text that is not in the warn-code position.
    // TODO at: the Warning value
    // TODO message: {status}: the peer or a proxy in front of it refuses sips: (380 SIPS Not Allowed), usually because the callee registered with a sip: Contact. The caller must not retry with sip: by itself.
    // TODO fix: None
    // TODO notes: "Flexisip really sends it."
    // TODO rfc: "RFC 5630 \u00a75.1.2/\u00a75.3: 480 is a MUST, Warning 380 a SHOULD; \u00a75.1.1: the UAC MUST NOT retry automatically with sip:."
    void message;
    void context;
    void report;
  },
});
