import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-protocol-name',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Via does not start with SIP/2.0',
  remedy: 'Correct the template or the header manipulation rule that writes this Via.',
  cites: ['RFC 3261 §8.1.1.7', 'RFC 3261 §25.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIPS/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP / 2.0 / TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Any Via value whose protocol name is not "SIP" (case-insensitive) or whose version is not "2.0", or which lacks one of the three parts name/version/transport.
    // TODO silent: White space around the slashes ("SIP / 2.0 / TLS" is legal).
    // TODO at: the sent-protocol of that Via value
    // TODO message: Via says "{sentProtocol}"; it has to be SIP/2.0/<transport>. Receivers discard the message or answer 400.
    // TODO fix: Replace the sent-protocol by SIP/2.0/{transport} when the transport token is readable.
    // TODO notes: "A frequent mistake is SIPS/2.0/TLS. Also for sips: targets the protocol name stays \"SIP\" and only the transport is TLS (RFC 3261 \u00a720.42)."
    // TODO rfc: "RFC 3261 \u00a78.1.1.7: protocol name and version MUST be SIP and 2.0; \u00a720.42: also for sips: targets the name is \"SIP\", only the transport says TLS."
    void message;
    void context;
    void report;
  },
});
