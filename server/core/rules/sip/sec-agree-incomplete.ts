import type { Header, SipMessage } from '../../sip/message';
import { param } from '../../sip/parts';
import type { Span } from '../../text/span';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sec-agree-incomplete',
  subject: 'message',
  severity: { practical: 'info', strict: 'error' },
  title: 'Security agreement headers do not belong together',
  remedy:
    'First request: Security-Client + Require: sec-agree + Proxy-Require: sec-agree; later ones Security-Verify with a copy of Security-Server. Asterisk security_negotiation=mediasec uses other tags.',
  cites: ['RFC 3329 §2.3.1'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Security-Client: tls;q=0.2
^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/sec-agree-incomplete
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
Require: sec-agree
Proxy-Require: sec-agree
Security-Client: tls;q=0.2
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
k: sec-agree, path
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
Security-Client: sdes-srtp;mediasec
Require: mediasec
Proxy-Require: mediasec
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
proxy-require: foo,
 SEC-AGREE
Require: sec-agree
         ^^^^^^^^^ sip/sec-agree-incomplete
Content-Length: 0`,
  ],
  check(message, _context, report) {
    // ACK and CANCEL may not demand anything (RFC 3261 §20.32), and an ACK carries Security-Verify all the same.
    if (!message.isRequest || message.isCut || message.method === 'ACK' || message.method === 'CANCEL') return;
    const offer = offerOf(message);
    const required = demandIn(message, 'Require');
    const proxyRequired = demandIn(message, 'Proxy-Require');
    const alone = offer ?? required ?? proxyRequired;
    if (!alone) return;
    const missing = [
      ...(offer || hasMediasec(message) ? [] : ['Security-Client or Security-Verify']),
      ...(required ? [] : ['Require: sec-agree']),
      ...(proxyRequired ? [] : ['Proxy-Require: sec-agree']),
    ];
    if (missing.length === 0) return;
    report(
      alone,
      `RFC 3329 negotiation is incomplete: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing. The next hop ignores the negotiation or answers 420/421/494.`,
    );
  },
});

/** The first header that offers or repeats mechanisms for the connection itself; `mediasec` ones are about media only. */
const offerOf = (message: SipMessage): Header | undefined =>
  securityHeaders(message).find((header) => message.itemsOf(header).some((item) => !param(item.params, 'mediasec')));

const hasMediasec = (message: SipMessage): boolean =>
  securityHeaders(message).some((header) => message.itemsOf(header).some((item) => param(item.params, 'mediasec')));

const securityHeaders = (message: SipMessage): Header[] => [...message.all('Security-Client'), ...message.all('Security-Verify')];

const demandIn = (message: SipMessage, name: 'Require' | 'Proxy-Require'): Span | undefined =>
  message.items(name).find(({ token }) => token.toLowerCase() === 'sec-agree')?.tokenSpan;
