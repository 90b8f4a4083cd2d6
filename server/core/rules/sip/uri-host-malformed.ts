import { isCutIn } from '../../sip/incomplete';
import { isIpv6Reference, withIpv6Brackets } from '../../sip/ipv6';
import type { SipUri } from '../../sip/parts';
import { shortened } from '../../text/shortened';
import { type Span, textOf } from '../../text/span';
import type { Fix } from '../rule';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/uri-host-malformed',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Host or port of a URI cannot be read',
  remedy: 'IPv6 needs brackets: sip:alice@[2001:db8::10]:5061;transport=tls.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3261 §19.1.2', 'RFC 3261 §25.1', 'RFC 5118 §4.2'],
  examples: [
    `
OPTIONS sip:bob@2001:db8::10;transport=tls SIP/2.0
                ^^^^^^^^^^^^ sip/uri-host-malformed
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@[2001:db8::10]:5061;transport=tls SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@sip_1.example.net:5061 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: "A" <sip:[::ffff:192.0.2.10]>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
m: <sip:alice@df7jal23ls0d.invalid:0;transport=ws>
Content-Length: 0`,
    `
OPTIONS sip: SIP/2.0
        ^^^^ sip/uri-host-malformed
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
f: alice@example.com;tag=a1
   ^^^^^^^^^^^^^^^^^ sip/uri-host-malformed
t: "Bob" <sips:@example.net>
               ^^^^^^^^^^^^ sip/uri-host-malformed
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Contact: sip:alice@2001:db8::10:50610;transport=tls
                   ^^^^^^^^^^^^^^^^^^ sip/uri-host-malformed
Route: <sip:proxy.example.com:99999;lr>, <sip:ex%61mple.com;lr>
                              ^^^^^ sip/uri-host-malformed
                                              ^^^^^^^^^^^^^ sip/uri-host-malformed
Record-Route: <sip:edge.example.com:;lr>
                   ^^^^^^^^^^^^^^^^^ sip/uri-host-malformed
Path: <sip:[2001:db8::zz];lr>
           ^^^^^^^^^^^^^^ sip/uri-host-malformed
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <tel:+15551234>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Contact: *
Content-Length: 0`,
  ],
  check(message, { loses }, report) {
    const judge = (uri: SipUri, isContact: boolean): void => {
      const fault = faultOf(uri, isContact);
      if (!fault || (fault.mayBeMask && loses.includes('masked')) || isCutIn(message, uri)) return;
      // A mark must be visible where the thing is absent.
      const at = fault.at.end > fault.at.start ? fault.at : uri;
      const quoted = shortened(textOf(message.text, fault.quoted ?? at));
      report(at, `"${quoted}" is not a usable address: ${fault.reason}. The request cannot be routed there.`, {
        remedy: fault.remedy,
        fix: fault.fix,
      });
    };
    // Without scheme it is sip/uri-scheme-unknown.
    if (message.requestUri?.isSip) judge(message.requestUri, false);
    for (const { place, address } of message.placedAddresses) {
      const { uri, faults } = address;
      if (!uri || uri.end <= uri.start || !places.has(place)) continue;
      // Where brackets or quotes are wrong, what was taken for the URI may be another part (sip/name-addr-unclosed).
      if (uri.isSip || (uri.scheme === '' && faults.length === 0)) judge(uri, place === 'Contact');
    }
  },
});

const places: ReadonlySet<string> = new Set(['Contact', 'Route', 'Record-Route', 'From', 'To', 'Path']);

interface Fault {
  readonly at: Span;
  /** What the message quotes, where that is more than the place. */
  readonly quoted?: Span;
  readonly reason: string;
  readonly remedy?: string;
  readonly fix?: Fix;
  /** Could also be what a log writes in place of an address that it hides. */
  readonly mayBeMask?: true;
}

/** A user and a name or IPv4 address, as nearly every URI has them. */
const isPlain = ({ isSip, host, user, port }: SipUri): boolean =>
  isSip && /^[a-z0-9.-]+$/i.test(host) && (!user || user.end > user.start) && (port === undefined || (port >= 1 && port <= 65535));

function faultOf(uri: SipUri, isContact: boolean): Fault | undefined {
  if (isPlain(uri)) return undefined;
  const at = { start: uri.hostSpan?.start ?? uri.start, end: uri.portSpan?.end ?? uri.hostSpan?.end ?? uri.start };
  const host = uri.hostSpan ?? at;
  if (uri.scheme === '') {
    return {
      at: uri,
      reason: 'sip: or sips: is missing in front',
      remedy: 'Write sip: or sips: in front of the address.',
      mayBeMask: true,
    };
  }
  if (uri.user && uri.user.end === uri.user.start && !uri.password) {
    const remedy = 'Write a user in front of the @, or leave the @ out.';
    return { at: { start: uri.user.start, end: at.end }, reason: 'the user part before @ is empty', remedy };
  }
  if (uri.bareIpv6) return { at: host, reason: 'an IPv6 address needs brackets', fix: bracketed(host, uri.host) };
  if (uri.host === '') return { at, reason: 'the host is empty', remedy: 'Look for an empty variable where the sender builds this URI.' };
  if (uri.host.includes('%')) {
    return { at: host, reason: '% escapes are not allowed in a host', remedy: 'Write the host without escapes.', mayBeMask: true };
  }
  if ((uri.host.includes('[') || uri.host.includes(']')) && !isIpv6Reference(uri.host)) {
    const remedy = 'Write an IPv6 address between the brackets, and names and IPv4 addresses without them.';
    return { at: host, reason: 'what stands in brackets is no IPv6 address', remedy, mayBeMask: true };
  }
  const { port, portSpan } = uri;
  // A browser is reached over its connection, so the name that it makes up may have any port.
  if (!portSpan || port === undefined || (port >= 1 && port <= 65535) || (port === 0 && isContact && /\.invalid$/i.test(uri.host)))
    return undefined;
  const remedy = 'Write a port from 1 to 65535, or none.';
  return { at: portSpan.end > portSpan.start ? portSpan : at, quoted: at, reason: 'the port must be 1–65535', remedy, mayBeMask: true };
}

function bracketed(at: Span, host: string): Fix | undefined {
  const text = withIpv6Brackets(host);
  return text === undefined ? undefined : { title: 'Put brackets around the IPv6 address', edits: [{ at, text }] };
}
