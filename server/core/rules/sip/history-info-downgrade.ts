import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/history-info-downgrade',
  subject: 'message',
  severity: { practical: 'info', strict: 'warning' },
  title: 'History-Info shows sips: retargeted to sip:',
  remedy: 'The element that added entry {index} retargets across schemes; use a sips: target there, or answer 480 with Warning 380/381.',
  cites: ['RFC 5630 §3.2', 'RFC 5630 §5.3', 'RFC 7044'],
  examples: [
    `
INVITE sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
History-Info: <sips:bob@example.net>;index=1,<sip:bob@198.51.100.20>;index=1.1
Content-Length: 0`,
    `
INVITE sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
History-Info: <sip:bob@example.net>;index=1,<sip:bob@198.51.100.20>;index=1.1
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Request; History-Info has an entry with a sips URI followed (by index order, child or next sibling) by an entry with a sip URI, or sip followed by sips.
    // TODO silent: Only one scheme occurs; entries with tel or anonymised host (anonymous.invalid).
    // TODO at: the first entry whose scheme differs from its predecessor
    // TODO message: History-Info entry {index} changes the scheme from {from} to {to}. TLS on every hop was given up (or claimed afterwards) at that element.
    // TODO fix: None
    // TODO rfc: "RFC 5630 \u00a73.2 names History-Info (RFC 4244, now RFC 7044) as the means to detect retargeting between SIP and SIPS."
    void message;
    void context;
    void report;
  },
});
