import { withoutLine } from '../../sip/header-lines';
import type { HeaderName } from '../../sip/header-names';
import { unfolded } from '../../sip/message';
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
^^^^^^^^^^^^^^^ sip/single-header-duplicated
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
    // Long and compact form are one header.
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
i: c1@example.com
^^^^^^^^^^^^^^^^^ sip/single-header-duplicated
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
User-Agent: Example
User-Agent: Example
Supported: path
Supported: gruu
Content-Length: 0`,
    {
      profile: 'strict',
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
User-Agent: Example
User-Agent: Example
^^^^^^^^^^^^^^^^^^^ sip/single-header-duplicated
Content-Length: 0`,
    },
  ],
  check(message, { profile }, report) {
    for (const name of single) {
      if (!message.isRepeated(name)) continue;
      const headers = message.all(name);
      const second = headers[1];
      if (!second) continue;
      const [value, ...others] = headers.map((header) => unfolded(message.text, header.value).trim());
      const areEqual = others.every((other) => other === value);
      if (profile === 'practical' && areEqual && informative.has(name)) continue;
      report(
        { start: second.start, end: second.end },
        `${name} occurs ${headers.length === 2 ? 'twice' : `${headers.length} times`}. Elements take the first or the last one, so two hops can disagree about the call; many answer 400.`,
        { fix: others[0] === value ? { title: `Delete the second ${name}`, edits: [withoutLine(second)] } : undefined },
      );
    }
  },
});

const single: readonly HeaderName[] = [
  'From',
  'To',
  'Call-ID',
  'CSeq',
  'Max-Forwards',
  'Content-Length',
  'Content-Type',
  'Expires',
  'Date',
  'Event',
  'Refer-To',
  'Session-Expires',
  'Min-SE',
  'Subject',
  'User-Agent',
  'Server',
];

/** Said to people, so twice the same does no harm. */
const informative: ReadonlySet<HeaderName> = new Set(['Subject', 'User-Agent', 'Server']);
