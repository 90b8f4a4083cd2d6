import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/response-mandatory-header',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Response lacks the header that makes it useful',
  remedy: 'Fix the server; behind an SBC check that the header is not filtered.',
  cites: ['RFC 3261 §20', 'RFC 3261 §21.4', 'RFC 4028', 'RFC 6665', 'RFC 3329'],
  examples: [
    `
SIP/2.0 401 Unauthorized
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REGISTER
Content-Length: 0`,
    `
SIP/2.0 401 Unauthorized
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REGISTER
WWW-Authenticate: Digest realm="example.com", nonce="abc"
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: 401 without WWW-Authenticate; 407 without Proxy-Authenticate; 405 without Allow; 420 without Unsupported; 421 without Require; 423 without Min-Expires; 422 without Min-SE; 489 without Allow-Events; 494 without Security-Server.
    // TODO silent: 401 with only Proxy-Authenticate inside aggregated challenges that also carry WWW-Authenticate.
    // TODO at: the status line
    // TODO message: {status} must carry {header}; without it the client cannot correct its request and gives up.
    // TODO fix: None
    void message;
    void context;
    void report;
  },
});
