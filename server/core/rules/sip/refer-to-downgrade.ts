import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/refer-to-downgrade',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'REFER in a sips: dialog points to sip:',
  remedy: 'Transfer to the sips: form of the target. Also write Referred-By with sips:.',
  cites: ['RFC 5630 §5.1.1.3', 'RFC 3515'],
  examples: [
    `
REFER sips:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REFER
Contact: <sips:alice@sbc.example.com>
Refer-To: <sip:carol@example.org>
Content-Length: 0`,
    `
REFER sips:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REFER
Contact: <sips:alice@sbc.example.com>
Refer-To: <sips:carol@example.org>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: REFER; Request-URI scheme is sips (or the dialog was created with a sips Request-URI); Refer-To URI scheme is sip (also when it carries Replaces).
    // TODO silent: Refer-To with another scheme; the dialog is not sips.
    // TODO at: the Refer-To URI
    // TODO message: This secure call is transferred to {uri}. The new call would not be TLS on every hop; the receiver of the REFER must not start it without explicit consent.
    // TODO fix: Replace sip: by sips: in Refer-To.
    // TODO rfc: "RFC 5630 \u00a75.1.1.3: derived dialogs cannot downgrade SIPS to SIP without authorisation; after REFER the UAC MUST NOT establish one using SIP unless the recipient of the REFER explicitly authorises it. Replaces/Join: SHOULD NOT."
    void message;
    void context;
    void report;
  },
});
