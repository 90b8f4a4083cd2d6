import { isCutIn } from '../../sip/incomplete';
import { isIpv6Reference, withIpv6Brackets } from '../../sip/ipv6';
import { param, type Via } from '../../sip/parts';
import { shortened } from '../../text/shortened';
import { textOf } from '../../text/span';
import { defineRule, type Report, type Severity } from '../rule';

export default defineRule({
  id: 'sip/via-sent-by-malformed',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Via sent-by cannot be read',
  remedy:
    'Write IPv6 as [2001:db8::1]:5061. Kamailio/OpenSIPS: check the listen/advertise value; Asterisk: external_signaling_address must not contain brackets or a port.',
  cites: ['RFC 3261 §25.1', 'RFC 3261 §18.1.1', 'RFC 5118 §4.2', 'RFC 5118 §4.5'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 2001:db8::10;branch=z9hG4bKa1
                 ^^^^^^^^^^^^ sip/via-sent-by-malformed
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS [2001:db8::10]:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
v: SIP / 2.0 / UDP first.example.com : 5060 ;branch=z9hG4bKa1
Via: SIP/2.0/TCP host_1.example.com, SIP/2.0/UDP 192.0.2.1:99999;branch=z9hG4bKa0;received=2001:db8::1
                                                 ^^^^^^^^^^^^^^^ sip/via-sent-by-malformed
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS ;branch=z9hG4bKa1
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/via-sent-by-malformed
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 2001:db8::10:5061;branch=z9hG4bKa1
                 ^^^^^^^^^^^^^^^^^ sip/via-sent-by-malformed
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1 (sales);branch=z9hG4bKa1
                 ^^^^^^^^^^^^^^^^^ sip/via-sent-by-malformed
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=[2001:db8::9:255];rport=5061
                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/via-sent-by-malformed
Via: SIP/2.0/TLS [2001:db8::10]:5061;branch=z9hG4bKa0;received=2001:db8::9:255
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, { profile, loses }, report) {
    for (const via of message.vias) {
      // Where a part of the sent-protocol is missing, sip/via-protocol-name speaks.
      if (via.transport === '' || isCutIn(message, via)) continue;
      // The grammar has no brackets in received, but RFC 5118 §4.5 asks to read them, and peers do.
      reportBrackets(via, report, profile === 'strict' ? 'error' : 'hint');
      if (isUsable(via) || (loses.includes('masked') && !via.bareIpv6)) continue;
      const brackets = via.bareIpv6 ? withIpv6Brackets(textOf(message.text, via.sentBy)) : undefined;
      const sentBy = shortened(textOf(message.text, via.sentBy), 60);
      report(
        sentBy === '' ? via : via.sentBy,
        `${sentBy === '' ? 'The sent-by is empty' : `The sent-by "${sentBy}" is not host[:port]`}. The answer to this request has no usable fallback address and strict parsers answer 400.`,
        {
          remedy: via.bareIpv6 ? undefined : remedyOfHost,
          fix:
            brackets === undefined
              ? undefined
              : { title: 'Put brackets around the IPv6 address', edits: [{ at: via.sentBy, text: brackets }] },
        },
      );
    }
  },
});

const remedyOfHost =
  'Write a host, or host:port with a port from 1 to 65535. Kamailio/OpenSIPS: check the listen/advertise value; Asterisk: external_signaling_address must not contain brackets or a port.';

const plainHost = /^[a-z0-9._-]+$/i;

function isUsable(via: Via): boolean {
  if (via.bareIpv6) return false;
  if (via.port !== undefined && !(via.port >= 1 && via.port <= 65535)) return false;
  return plainHost.test(via.host) || isIpv6Reference(via.host);
}

function reportBrackets(via: Via, report: Report, atMost: Severity): void {
  const received = param(via.params, 'received');
  const address = received?.value?.startsWith('[') ? /^\[(.*)\]$/.exec(received.value)?.[1] : undefined;
  if (!received?.valueSpan || address === undefined) return;
  report(
    received,
    `The address in received=[${address}] stands in brackets, which the grammar allows only in host names. Most peers read it either way; one that does not cannot send the answer back.`,
    {
      atMost,
      remedy: `Write received=${address} in the server that adds it.`,
      fix: { title: 'Delete the brackets', edits: [{ at: received.valueSpan, text: address }] },
    },
  );
}
