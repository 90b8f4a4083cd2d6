import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/single-header-duplicated',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Header occurs twice, only one value is allowed',
  remedy: 'Usually a manipulation rule that adds instead of replacing (Kamailio append_hf() without remove_hf(), SBC "add" vs "modify").',
  cites: ['RFC 3261 §7.3.1', 'RFC 4475 §3.3.8', 'RFC 4475 §3.3.9'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
CSeq: 2 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: From, To, Call-ID, CSeq, Max-Forwards, Content-Length, Content-Type, Expires, Date, Event, Refer-To, Session-Expires, Min-SE, Subject, User-Agent or Server occurs more than once (long and compact form count together).
    // TODO silent: User-Agent, Server, Subject duplicates in practical mode when the values are equal; list headers.
    // TODO at: the second occurrence
    // TODO message: {header} occurs {count} times. Elements take the first or the last one, so two hops can disagree about the call; many answer 400.
    // TODO fix: Delete the second occurrence if both values are equal.
    void message;
    void context;
    void report;
  },
});
