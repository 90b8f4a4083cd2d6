import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sec-agree-incomplete',
  subject: 'message',
  severity: { practical: 'info', strict: 'error' },
  title: 'Security agreement headers do not belong together',
  remedy:
    'First request: Security-Client + Require: sec-agree + Proxy-Require: sec-agree; later ones Security-Verify with a copy of Security-Server. Asterisk security_negotiation=mediasec uses other tags.',
  cites: ['RFC 3329 §2.3.1'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Security-Client: tls;q=0.2
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Require: sec-agree
Proxy-Require: sec-agree
Security-Client: tls;q=0.2
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Request with Security-Client or Security-Verify, but Require or Proxy-Require lacks "sec-agree"; or Require/Proxy-Require has "sec-agree" and there is neither Security-Client nor Security-Verify.
    // TODO silent: Supported: sec-agree alone; responses; media-only use with the mediasec prefix (Deutsche Telekom): Security-Client with "sdes-srtp;mediasec" and Require/Proxy-Require: mediasec.
    // TODO at: the header that is alone
    // TODO message: RFC 3329 negotiation is incomplete: {missing} is missing. The next hop ignores the negotiation or answers 420/421/494.
    // TODO fix: None
    // TODO rfc: "RFC 3329 (mechanism names tls, digest, ipsec-ike, ipsec-man) lets client and next hop agree on TLS without a downgrade; it concerns the first hop only, not sips:."
    void message;
    void context;
    void report;
  },
});
