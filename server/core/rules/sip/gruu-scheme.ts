import { param, unquoted } from '../../sip/parts';
import { isSuccess } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/gruu-scheme',
  subject: 'message',
  severity: { practical: 'hint', strict: 'warning' },
  title: 'GRUU scheme differs from the Contact scheme',
  remedy: 'Registrar bug: return the SIPS GRUU for a sips: Contact and the SIP GRUU for a sip: Contact.',
  cites: ['RFC 5630 §5.1.1.4', 'RFC 5630 §5.2.1', 'RFC 5627'],
  examples: [
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sips:alice@192.0.2.10>;pub-gruu="sip:alice@example.com;gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";+sip.instance="<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>";expires=3600
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/gruu-scheme
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sips:alice@192.0.2.10>;pub-gruu="sips:alice@example.com;gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";+sip.instance="<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>";expires=3600
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REGISTER
m: <sip:alice@192.0.2.10>;pub-gruu="sip:alice@example.com;gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
 ; temp-gruu = "SIPS:tgruu.7hs==@example.com;gr";expires=3600
   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/gruu-scheme
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!isSuccess(message) || message.method !== 'REGISTER') return;
    for (const { uri, params } of message.contacts) {
      if (!uri?.isSip) continue;
      for (const name of ['pub-gruu', 'temp-gruu']) {
        const gruu = param(params, name);
        const scheme = /^(sips?):/i.exec(unquoted(gruu?.value ?? ''))?.[1]?.toLowerCase();
        if (!gruu || scheme === undefined || scheme === uri.scheme) continue;
        report(
          gruu,
          `The registrar returned a ${scheme}: GRUU for a ${uri.scheme}: Contact. The client should correct the scheme itself; one that does not hands out an address with the wrong protection.`,
        );
      }
    }
  },
});
