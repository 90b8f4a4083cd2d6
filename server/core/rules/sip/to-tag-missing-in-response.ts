import { isCutIn } from '../../sip/incomplete';
import { kindOf, tagOf } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/to-tag-missing-in-response',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Response without To tag',
  remedy: 'UAS bug; SIPp: [last_To:];tag=[call_number].',
  cites: ['RFC 3261 §8.2.6.2', 'RFC 3261 §12.1.1'],
  examples: [
    `
SIP/2.0 180 Ringing
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
    ^^^^^^^^^^^^^^^^^^^^^ sip/to-tag-missing-in-response
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
SIP/2.0 100 Trying
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
t: "Bob" <sip:bob@[2001:db8::20]>;x=y
   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/to-tag-missing-in-response
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    // Teams answers like this every day, and nothing depends on it.
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 404 Not Found
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    {
      profile: 'strict',
      text: `
SIP/2.0 603 Decline
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
    ^^^^^^^^^^^^^^^^^^^^^ sip/to-tag-missing-in-response
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    },
    {
      profile: 'strict',
      text: `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
    ^^^^^^^^^^^^^^^^^^^^^ sip/to-tag-missing-in-response
Call-ID: c1@example.com
CSeq: 1 CANCEL
Content-Length: 0`,
    },
  ],
  check(message, { profile }, report) {
    const { status, to } = message;
    if (status <= 100 || status > 699 || !to || tagOf(to) || isCutIn(message, to)) return;
    if (to.faults.some((fault) => fault.kind === 'openQuote')) return;
    // Elsewhere its absence has no effect: Teams answers OPTIONS with a 200 without To tag every day.
    const makesDialog = status < 300 && ['INVITE', 'SUBSCRIBE', 'REFER'].includes(message.method);
    if (profile === 'practical' && !makesDialog) return;
    const results = makesDialog
      ? `The caller cannot tell dialogs or forks apart${status >= 200 ? ', and a later BYE may be refused with 481' : ''}.`
      : 'Every response but 100 needs one, and peers that compare tags do not assign this one.';
    report(
      to,
      `${kindOf(message)} has no To tag. ${results}`,
      // RFC 3665 §3.8 itself answers a CANCEL so.
      message.method === 'CANCEL' ? { atMost: 'warning' } : {},
    );
  },
});
