import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sips-route-set-has-sip',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'sips: request with a sip: Route',
  remedy: 'Sender: replace sip: by sips: in the preloaded route or service route when dialling sips:. pjsua: use a sips: outbound proxy.',
  cites: ['RFC 5630 §5.1.1'],
  examples: [
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sip:proxy.example.com;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sips:proxy.example.com;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sips:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@sbc.example.com>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Request; Request-URI scheme is sips; a Route entry has scheme sip. Mark each.
    // TODO silent: Request-URI is not sips.
    // TODO at: the scheme of the Route entry
    // TODO message: The Request-URI is sips:, but Route leads over {uri} with sip:. That hop may be reached without TLS; the sender has to change the scheme of every Route entry.
    // TODO fix: Replace sip: by sips: in that Route entry.
    // TODO rfc: "RFC 5630 \u00a75.1.1: with a SIPS Request-URI the Route MUST consist of SIPS URIs only; sip: entries MUST be changed by replacing the scheme."
    void message;
    void context;
    void report;
  },
});
