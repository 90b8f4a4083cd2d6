import type { SipUri } from '../../sip/parts';
import { textOfUri } from '../../sip/roles';
import { textOf } from '../../text/span';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/register-sips-contact-path',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'sips: Contact through a sip: Path or Request-URI',
  remedy:
    'Edge proxy: insert Path with sips: when the Contact is sips: (Kamailio/OpenSIPS path module: add_path() writes sip:…;transport=tls; use a sips: form or keep the phone on sip:). Phone: address the registrar with sips:.',
  cites: ['RFC 5630 §5.2'],
  examples: [
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sips:alice@example.com>;tag=a1
To: <sips:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sips:alice@192.0.2.10>
Path: <sip:edge.example.com:5061;transport=tls;lr>
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/register-sips-contact-path
Supported: path
Content-Length: 0`,
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sips:alice@example.com>;tag=a1
To: <sips:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sips:alice@192.0.2.10>
Path: <sips:edge.example.com;lr>
Supported: path
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
         ^^^^^^^^^^^^^^^ sip/register-sips-contact-path
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
m: <sip:alice@192.0.2.99>, <sips:alice@192.0.2.10>
Content-Length: 0`,
    // The sip: Contact below a sips: To is a case of sip/register-sips-aor-contact.
    `
REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sips:alice@example.com>;tag=a1
To: <sips:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sips:alice@192.0.2.10>
Contact: <sip:alice@192.0.2.99>
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
  ],
  check(message, _context, report) {
    if (!message.isRequest || message.method !== 'REGISTER') return;
    const contacts = message.contacts.flatMap(({ uri }) => uri ?? []);
    const secure = contacts.filter((uri) => uri.isSips);
    if (secure.length === 0) return;
    const place = (uri: SipUri): string => `${uri.user ? textOf(message.text, uri.user) : ''}@${uri.host.toLowerCase()}`;
    const places = new Set(secure.map(place));
    // A sip: Contact below a sips: To, and one that repeats the sips: Contact, have rules of their own.
    const others = message.to?.uri?.isSips ? [] : contacts.filter((uri) => !places.has(place(uri)));
    const paths = message.addresses('Path').flatMap(({ uri }) => uri ?? []);
    const clear = [message.requestUri, ...paths, ...others]
      .filter((uri) => uri?.scheme === 'sip')
      .sort((a, b) => (a?.start ?? 0) - (b?.start ?? 0))[0];
    if (!clear) return;
    report(
      clear,
      `The Contact is sips:, but ${textOfUri(message, clear)} is not. A registrar must refuse this with 400, or the binding would lead secure calls over an unprotected hop.`,
    );
  },
});
