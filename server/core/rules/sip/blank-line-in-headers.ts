import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/blank-line-in-headers',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Headers continue after an empty line',
  remedy: 'Remove the surplus CRLF (a header value that ends with CRLF, e.g. from a variable).',
  cites: ['RFC 3261 §7', 'RFC 3261 §7.3.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
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
    // TODO when: After the empty line that ends the headers, the body begins with at least one line "Known-SIP-Header: …" while Content-Type is missing or is not message/sip, message/sipfrag or multipart; or mandatory headers are missing above and found below.
    // TODO silent: Content-Type message/sipfrag, message/sip, multipart; trace formats that double every line end.
    // TODO at: the empty line
    // TODO message: An empty line ends the headers here; {header} and what follows became body. The receiver sees an incomplete message.
    // TODO fix: Delete the empty line.
    void message;
    void context;
    void report;
  },
});
