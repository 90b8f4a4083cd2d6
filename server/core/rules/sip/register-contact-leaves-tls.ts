import { clearTargetOf, isOverTls } from '../../sip/leaving-tls';
import { param } from '../../sip/parts';
import { removesBinding, textOfUri } from '../../sip/roles';
import { defineRule } from '../rule';
import { tlsFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/register-contact-leaves-tls',
  subject: 'message',
  severity: { practical: 'hint', strict: 'warning' },
  title: 'Registered over TLS with a Contact that says otherwise',
  remedy:
    'Phone or gateway: transport=tls (practice) or sips: in Contact, or RFC 5626 outbound. Registrar: use the source connection (Kamailio fix_nated_register(), Asterisk rewrite_contact=yes).',
  cites: ['RFC 3261 §26.3.2.1', 'RFC 3263 §4.1', 'RFC 5630 §5.1.1.1'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:45283;transport=udp>
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/register-contact-leaves-tls
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:45283;transport=tls>
Content-Length: 0`,
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TLS' },
      text: `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: sip:alice@192.0.2.10:5060
         ^^^^^^^^^^^^^^^^^^^^^^^^^ sip/register-contact-leaves-tls
Content-Length: 0`,
    },
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:45283;ob>;reg-id=1;+sip.instance="<urn:uuid:1>"
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: *
Expires: 0
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10>;expires=0
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10>
Expires: 0
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10>
Path: <sip:edge.example.com;transport=tls;lr>
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@phone.example.com>
Content-Length: 0`,
    {
      // sip/register-sips-aor-contact says it.
      text: `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sips:alice@example.com>;tag=a1
To: <sips:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10;transport=udp>
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' },
      text: `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10>
Content-Length: 0`,
    },
  ],
  check(message, { hop }, report) {
    if (!message.isRequest || message.method !== 'REGISTER' || !isOverTls(hop) || message.has('Path')) return;
    // A sip: Contact of a sips: address is wrong in any case: sip/register-sips-aor-contact.
    if (message.to?.uri?.isSips) return;
    for (const contact of message.contacts) {
      const { uri } = contact;
      const next = uri && clearTargetOf(uri);
      if (!next || param(contact.params, 'reg-id') || removesBinding(message, contact)) continue;
      report(
        uri,
        `The phone registers over TLS, but its Contact ${textOfUri(message, uri)} says ${next.transport} to ${next.target}. A registrar that follows Contact sends calls and ACKs there and not into this TLS connection.`,
        { fix: tlsFix(uri, 'this Contact') },
      );
    }
  },
});
