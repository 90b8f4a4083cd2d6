import type { SipUri } from '../../sip/parts';
import type { Span } from '../../text/span';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/aor-transport-param',
  subject: 'message',
  severity: { practical: 'hint', strict: 'warning' },
  title: 'transport, port or maddr in From or To',
  remedy:
    'Put transport into Contact, outbound proxy or Route. Asterisk: client_uri/server_uri of the registration: keep transport in server_uri or outbound_proxy, not in client_uri. FreeSWITCH gateway: register-transport instead of a parameter in from-domain.',
  cites: ['RFC 3261 §19.1.1'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com;transport=tls>;tag=a1
                             ^^^^^^^^^^^^^ sip/aor-transport-param
To: <sip:alice@example.com;transport=tls>
                           ^^^^^^^^^^^^^ sip/aor-transport-param
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    // Many gateways write host and port in From and To of an INVITE.
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com:5061;transport=tls>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    {
      profile: 'strict',
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
f: "Alice" <sips:alice@[2001:db8::10]:5061;user=phone;maddr=192.0.2.1?subject=x>;tag=a1
                                      ^^^^ sip/aor-transport-param
                                                      ^^^^^^^^^^^^^^^ sip/aor-transport-param
                                                                     ^^^^^^^^^^ sip/aor-transport-param
t: sip:bob@example.net;transport=tls
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    },
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <tel:+15551234;transport=tls>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, { profile }, report) {
    // A response copies both, and its sender cannot help it.
    if (!message.isRequest || (profile === 'practical' && message.method !== 'REGISTER')) return;
    for (const name of ['From', 'To'] as const) {
      const uri = message.addresses(name)[0]?.uri;
      if (!uri?.isSip) continue;
      for (const { at, what, whole } of partsOfAddressOnly(message.text, uri, profile === 'practical')) {
        report(
          at,
          `${name} carries ${what}. An address of record has no transport or port: peers ignore it, but registrars and rules that compare the whole string see another user.`,
          { fix: { title: `Delete ${what} from ${name}`, edits: [{ at: whole, text: '' }] } },
        );
      }
    }
  },
});

const seldom = ['ttl', 'method'];
const usual = ['transport', 'maddr', 'lr'];

/** What RFC 3261 Table 1 (§19.1.1) does not allow in From and To. `whole` is with the separator in front. */
function partsOfAddressOnly(text: string, uri: SipUri, onlyUsual: boolean): { at: Span; what: string; whole: Span }[] {
  const found: { at: Span; what: string; whole: Span }[] = [];
  if (uri.portSpan && uri.hostSpan && uri.port && !onlyUsual) {
    found.push({ at: uri.portSpan, what: `port ${uri.port}`, whole: { start: uri.hostSpan.end, end: uri.portSpan.end } });
  }
  const names = onlyUsual ? usual : [...usual, ...seldom];
  for (const { name, start, end } of uri.params) {
    if (names.includes(name)) found.push({ at: { start, end }, what: text.slice(start, end), whole: { start: start - 1, end } });
  }
  const first = uri.headers[0];
  if (first) {
    const at = { start: first.start - 1, end: uri.end };
    found.push({ at, what: 'header fields behind "?"', whole: at });
  }
  return found;
}
