import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/empty-separators',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Doubled or dangling separators',
  remedy: 'Remove it where the header is generated (empty variable in a template).',
  cites: ['RFC 3261 §25.1', 'RFC 4475 §3.1.2.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;;branch=z9hG4bKa1;
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
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
    // TODO when: A header with parameters or a list contains ";;" or ";," or ",," or ends in ";" or ",".
    // TODO silent: Inside quotes and < >; free-text headers; "Accept-Encoding:" and other empty header values that the grammar allows.
    // TODO at: the separator
    // TODO message: Empty element in {header}. Lenient stacks skip it, strict ones answer 400.
    // TODO fix: Delete the surplus separator.
    void message;
    void context;
    void report;
  },
});
