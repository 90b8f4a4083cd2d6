import type { SipMessage } from '../../sip/message';
import { param, type SipUri } from '../../sip/parts';
import { textOfUri } from '../../sip/roles';
import { defineRule } from '../rule';
import { lrFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/route-lr-missing',
  subject: 'message',
  severity: { practical: 'info', strict: 'warning' },
  title: 'Route, Path or Service-Route without lr',
  remedy:
    'Outbound proxy settings: Asterisk outbound_proxy=sip:host:5061\\;transport=tls\\;lr (the semicolons escaped); FreeSWITCH fs_path and SIPp: add ;lr by hand.',
  cites: ['RFC 3261 §12.2.1.1', 'RFC 3261 §16.12.1.2', 'RFC 3327', 'RFC 3608'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sip:proxy.example.com:5061;transport=tls>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/route-lr-missing
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sip:proxy.example.com:5061;transport=tls;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
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
Route: <sip:proxy.example.com;lr=on>, <sip:edge.example.com;LR>
Content-Length: 0`,
    // Strict routing: the Request-URI is a proxy, and the last Route is the party to which the request goes.
    `
BYE sip:proxy.example.com:5061;transport=tls SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 BYE
Route: <sip:bob@198.51.100.20:5061;transport=tls>
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10>
Path: <sip:[2001:db8::1]:5061;transport=tls?x=y>, <sip:edge.example.com;lr>
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/route-lr-missing
Supported: path
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const name of ['Route', 'Path', 'Service-Route'] as const) {
      const entries = message.addresses(name);
      for (const [i, { uri }] of entries.entries()) {
        if (!uri?.isSip || !uri.bracketed || param(uri.params, 'lr')) continue;
        if (name === 'Route' && i === entries.length - 1 && mayBeRemoteTarget(message, uri)) continue;
        report(
          uri,
          `${name} entry ${textOfUri(message, uri)} has no lr: the sender takes it for a strict router and swaps Request-URI and Route.`,
          { fix: lrFix(message.text, uri, `this ${name}`) },
        );
      }
    }
  },
});

/** With strict routing the Request-URI is a proxy, and the last Route is the party to which the request goes (RFC 3261 §12.2.1.1). */
function mayBeRemoteTarget(message: SipMessage, lastRoute: SipUri): boolean {
  const target = message.requestUri;
  return target !== undefined && lastRoute.user !== undefined && (target.user === undefined || param(target.params, 'lr') !== undefined);
}
