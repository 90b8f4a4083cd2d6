import { type Edit, lineBehind } from '../../sip/header-lines';
import type { SipMessage } from '../../sip/message';
import { param } from '../../sip/parts';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/outbound-incomplete',
  subject: 'message',
  severity: { practical: 'hint', strict: 'warning' },
  title: 'Outbound registration is incomplete',
  remedy: 'Add +sip.instance="<urn:uuid:…>" and Supported: outbound, path. Asterisk registration: support_outbound=yes.',
  cites: ['RFC 5626 §4.2', 'RFC 5626 §6'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>;reg-id=1
                                                   ^^^^^^^^ sip/outbound-incomplete
Supported: path
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>;reg-id=1;+sip.instance="<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>"
Supported: path, outbound
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
k: OUTBOUND
m: <sip:alice@192.0.2.10>;REG-ID=1;+sip.instance="<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>", <sip:alice@[2001:db8::1]>;reg-id=2
                                                                                                                              ^^^^^^^^ sip/outbound-incomplete
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10>;+sip.instance="<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>"
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Supported: path
Contact: <sip:alice@192.0.2.10>;reg-id=1;+sip.instance="<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>"
                                ^^^^^^^^ sip/outbound-incomplete
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10>;reg-id=1;+sip.instance="<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>"
                                ^^^^^^^^ sip/outbound-incomplete
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (!message.isRequest || message.method !== 'REGISTER') return;
    const isSupported = [...message.items('Supported'), ...message.items('Require')].some(
      ({ token }) => token.toLowerCase() === 'outbound',
    );
    for (const { params } of message.contacts) {
      const regId = param(params, 'reg-id');
      if (!regId) continue;
      const hasInstance = param(params, '+sip.instance') !== undefined;
      const missing = [...(hasInstance ? [] : ['+sip.instance']), ...(isSupported ? [] : ['"outbound" in Supported'])];
      if (missing.length === 0 || message.isCut) continue;
      report(
        regId,
        `reg-id needs ${missing.join(' and ')}. The registrar ignores it, so calls are sent to the address in Contact instead of this connection.`,
        // The name of the instance is the phone's to choose.
        { fix: hasInstance ? { title: 'Add outbound to Supported', edits: outboundIn(message) } : undefined },
      );
    }
  },
});

function outboundIn(message: SipMessage): readonly Edit[] {
  const supported = message.first('Supported');
  const contact = message.all('Contact').at(-1);
  if (!supported) return contact ? [lineBehind(message, contact, 'Supported: outbound, path')] : [];
  const { start, end } = supported.value;
  return [{ at: { start: end, end }, text: start < end ? ', outbound' : ' outbound' }];
}
