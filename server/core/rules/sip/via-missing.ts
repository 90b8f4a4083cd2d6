import { kindOf, lacksHeader } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-missing',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'No Via header',
  remedy:
    'Sender bug or a rewriting element that removed the header (Kamailio/OpenSIPS: remove_hf("Via"), topology hiding without restore). In a log check first whether the line was filtered out.',
  cites: ['RFC 3261 §8.1.1', 'RFC 3261 §8.1.1.7', 'RFC 4475 §3.3.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/via-missing
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
    `
OPTIONS sip:bob@example.net SIP/2.0
v: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    // The line is there, and sip/header-line-malformed says what is wrong with it.
    `
OPTIONS sip:bob@example.net SIP/2.0
Via SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
SIP/2.0 200 OK
^^^^^^^^^^^^^^ sip/via-missing
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (message.startLine.kind === 'malformed' || !lacksHeader(message, 'Via')) return;
    report(
      message.startLine.span,
      `This ${kindOf(message)} carries no Via. The receiver cannot build a transaction and does not know where the answer goes, so it is dropped or answered with 400.`,
    );
  },
});
