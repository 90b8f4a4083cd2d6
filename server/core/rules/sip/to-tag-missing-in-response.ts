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
  ],
  check(message, context, report) {
    // TODO when: Response with status 101–699 whose To has no tag; in practical mode only 101–299 to INVITE, SUBSCRIBE or REFER (where the tag makes the dialog).
    // TODO silent: 100 Trying (tag optional); in practical mode everything else: Teams answers OPTIONS with a 200 without To tag every day.
    // TODO at: the To value
    // TODO message: {status} has no To tag. The caller cannot tell dialogs or forks apart; for a 2xx the later BYE may be refused with 481.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
