import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-sips-needlessly',
  subject: 'message',
  severity: { practical: 'info', strict: 'error' },
  title: 'sips: Contact in a sip: call',
  remedy: 'Use a sip: Contact even over TLS (practice adds ;transport=tls). Phones: switch "SIPS" off and keep "TLS" on.',
  cites: ['RFC 5630 §5.1.1.2', 'RFC 3261 §12.1.1'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com:5061>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Initial request that can create a dialog (INVITE, SUBSCRIBE, REFER without To tag); Request-URI is sip and the topmost Route, if any, is not sips; a Contact URI is sips.
    // TODO silent: REGISTER; responses; in-dialog requests.
    // TODO at: the scheme in Contact
    // TODO message: The call was made to sip:, but Contact is sips:. Every later request towards the caller then has to be TLS on every hop; a UDP-only PBX or a stack without sips: behind the proxy breaks re-INVITE and BYE.
    // TODO fix: Replace sips: by sip: and add ;transport=tls.
    // TODO notes: "Field: NethServer #7337."
    // TODO rfc: "RFC 5630 \u00a75.1.1.2: if the Request-URI is sip and the top Route is not sips, the UAC MUST use a SIP URI in Contact, even over TLS. RFC 3261 \u00a712.1.1: without Record-Route a sips Contact forces a sips Contact in the answer."
    void message;
    void context;
    void report;
  },
});
