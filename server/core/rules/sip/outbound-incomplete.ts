import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/outbound-incomplete',
  subject: 'message',
  severity: { practical: 'hint', strict: 'warning' },
  title: 'Outbound registration is incomplete',
  remedy: 'Add +sip.instance="<urn:uuid:…>" and Supported: outbound, path. Asterisk registration: support_outbound=yes.',
  cites: ['RFC 5626 §4.2', 'RFC 5626 §6'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>;reg-id=1
Supported: path
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>;reg-id=1;+sip.instance="<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>"
Supported: path, outbound
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: REGISTER whose Contact has reg-id but no +sip.instance, or has reg-id while Supported lacks "outbound".
    // TODO silent: Only +sip.instance (GRUU use); no reg-id; responses.
    // TODO at: the reg-id parameter
    // TODO message: reg-id needs {missing}. The registrar ignores it, so calls are sent to the address in Contact instead of this TLS connection.
    // TODO fix: Add "outbound" to Supported.
    // TODO rfc: "RFC 5626 lets the registrar route calls over the client\u2019s own TLS connection, which is also RFC 5630\u2019s way to keep all calls on TLS without transport=tls (\u00a75.1.1.1)."
    void message;
    void context;
    void report;
  },
});
