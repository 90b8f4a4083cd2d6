import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/version-unknown',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'SIP version is not 2.0',
  remedy: 'Correct the sender; scanners send it too.',
  cites: ['RFC 3261 §7.1', 'RFC 4475 §3.1.2.16'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/7.0
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
    // TODO when: The version in the start line is SIP/x.y other than SIP/2.0 (case-insensitive "SIP").
    // TODO silent: HTTP or RTSP (sip/start-line-malformed).
    // TODO at: the version
    // TODO message: {version} does not exist; receivers answer 505 (Version Not Supported).
    // TODO fix: Replace by SIP/2.0.
    void message;
    void context;
    void report;
  },
});
