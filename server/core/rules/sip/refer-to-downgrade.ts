import { isSipsRequest, textOfUri } from '../../sip/roles';
import { defineRule } from '../rule';
import { sipsFix } from '../uri-fixes';

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
           ^^^^^^^^^^^^^^^^^^^^^ sip/refer-to-downgrade
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
    `
REFER sips:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 REFER
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
r: "Carol" <SIP:carol@example.org?Replaces=c2%40example.com%3Bto-tag%3D1%3Bfrom-tag%3D2>
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/refer-to-downgrade
Content-Length: 0`,
    `
REFER sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 REFER
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Refer-To: <sip:carol@example.org>
Content-Length: 0`,
    // Another scheme is no downgrade of SIPS.
    `
REFER sips:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 REFER
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Refer-To: <https://example.org/carol>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (message.method !== 'REFER' || !isSipsRequest(message)) return;
    const uri = message.addresses('Refer-To')[0]?.uri;
    if (uri?.scheme !== 'sip') return;
    report(
      uri,
      `This secure call is transferred to ${textOfUri(message, uri)}. The new call would not be TLS on every hop; the receiver of the REFER must not start it without explicit consent.`,
      { fix: sipsFix(message.text, uri, 'this Refer-To') },
    );
  },
});
