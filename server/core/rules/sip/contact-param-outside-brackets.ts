import type { SipMessage } from '../../sip/message';
import { nextHop } from '../../sip/next-hop';
import { type Param, param, type SipUri } from '../../sip/parts';
import { isRfc2543, textOfUri } from '../../sip/roles';
import { hostName, writeSocket } from '../../sip/socket';
import type { Fix } from '../rule';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-param-outside-brackets',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'URI parameter outside the angle brackets',
  remedy:
    'Write Contact: <sip:alice@192.0.2.10:5061;transport=tls>. In Asterisk .conf files escape the semicolon (\\;) or the rest becomes a comment.',
  cites: ['RFC 3261 §20.10', 'RFC 3261 §20'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: sip:alice@192.0.2.10:5061;transport=tls
                                   ^^^^^^^^^^^^^ sip/contact-param-outside-brackets
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>;expires=3600
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: sip:bob@example.net;user=phone
                        ^^^^^^^^^^ sip/contact-param-outside-brackets
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: "A;transport=tls" <sip:alice@192.0.2.10>;expires=60;Transport=tls;q=0.5
                                                             ^^^^^^^^^^^^^ sip/contact-param-outside-brackets
Content-Length: 0`,
    {
      // Of the header in any case.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: sip:alice@sbc.example.com;q=1;expires=60;+sip.instance="<urn:uuid:1>";reg-id=1
Content-Length: 0`,
    },
    `
REFER sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 REFER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
r: <sip:carol@example.com;method=INVITE>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    for (const name of ['Contact', 'From', 'To', 'Refer-To'] as const) {
      for (const { uri, params } of message.addresses(name)) {
        if (!uri?.isSip) continue;
        for (const misplaced of params) {
          // A parameter that stands inside as well works; the one outside is only surplus.
          if (!uriParams.has(misplaced.name) || param(uri.params, misplaced.name)) continue;
          const text = message.text.slice(misplaced.start, misplaced.end);
          report(
            misplaced,
            `${text} stands outside < >, so it is a parameter of the ${name} header and not of the URI. The peer sees ${textOfUri(message, uri)} without it${effect(uri, misplaced)}.`,
            // Before RFC 3261 it was a matter of taste where a parameter stands (RFC 4475 §3.4.1).
            {
              fix: moveInside(message, uri, misplaced),
              remedy: remedyOf(name, misplaced),
              atMost: isRfc2543(message) ? 'warning' : undefined,
            },
          );
        }
      }
    }
  },
});

const uriParams = new Set(['transport', 'lr', 'maddr', 'ttl', 'user', 'method', 'ob', 'gr']);

/** The words of the catalogue are about Contact and transport, where it hurts. */
const remedyOf = (name: string, misplaced: Param): string | undefined =>
  name === 'Contact' && misplaced.name === 'transport'
    ? undefined
    : `Write ${name}: <sip:…;${misplaced.name}${misplaced.value === undefined ? '' : '=…'}>.`;

/** What a lost transport means for the next request. */
function effect(uri: SipUri, misplaced: Param): string {
  if (misplaced.name !== 'transport') return '';
  const next = nextHop(uri);
  if (next.kind === 'dns') return ' and lets DNS choose, or takes UDP on the default port';
  return next.kind === 'known' ? ` and uses ${next.transport} to ${writeSocket({ host: hostName(next.host), port: next.port })}` : '';
}

/** From the end of the URI to the end of the parameter everything is written anew, so that no two edits touch. */
function moveInside({ text }: SipMessage, uri: SipUri, misplaced: Param): Fix | undefined {
  const semicolon = text.lastIndexOf(';', misplaced.start);
  if (semicolon < uri.end || uri.headers.length > 0) return undefined;
  const moved = `;${text.slice(misplaced.start, misplaced.end)}`;
  const between = text.slice(uri.end, semicolon);
  const behind = { start: uri.end, end: misplaced.end };
  return {
    title: `Move ${moved} into < >`,
    edits: uri.bracketed
      ? [{ at: behind, text: moved + between }]
      : [
          { at: { start: uri.start, end: uri.start }, text: '<' },
          { at: behind, text: `${moved}>${between}` },
        ],
  };
}
