import { trimEnd } from '../../sip/chars';
import type { SipMessage } from '../../sip/message';
import { countedOctets } from '../../sip/octets';
import type { Loss } from '../../trace/frame';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/content-length-mismatch',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Content-Length does not match the body',
  remedy:
    'Recompute after changing SDP: use the SDP functions of the proxy (Kamailio sdpops, subst_body recalculates) and never edit the body behind its back; an ALG in a router does this too (not over TLS).',
  cites: ['RFC 3261 §18.3', 'RFC 3261 §20.14', 'RFC 4475 §3.1.2.2'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Type: application/sdp
Content-Length: 9999
                ^^^^ sip/content-length-mismatch

v=0
o=- 1 1 IN IP4 192.0.2.10
s=-
c=IN IP4 192.0.2.10
t=0 0
m=audio 40000 RTP/AVP 0
`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Type: application/sdp
Content-Length: 90

v=0
o=- 1 1 IN IP4 192.0.2.10
s=-
c=IN IP4 192.0.2.10
t=0 0
m=audio 40000 RTP/AVP 0
`,
    {
      text: `
MESSAGE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Type: text/plain
Content-Length: 13

grüße
Ende`,
    },
    {
      // Counted as it stands, without CR.
      text: `
MESSAGE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Type: text/plain
Content-Length: 12

grüße
Ende`,
    },
    {
      text: `
MESSAGE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Type: text/plain
Content-Length: 20
                ^^ sip/content-length-mismatch

grüße
Ende`,
    },
    {
      text: `
MESSAGE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Type: text/plain
Content-Length: 4
                ^ sip/content-length-mismatch

grüße
Ende`,
    },
    {
      // The rest of a datagram is discarded.
      framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' },
      text: `
MESSAGE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Type: text/plain
Content-Length: 4

grüße
Ende`,
    },
    {
      framing: { from: '192.0.2.10:5060', to: '198.51.100.20:5060', transport: 'UDP' },
      profile: 'strict',
      text: `
MESSAGE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Type: text/plain
Content-Length: 4
                ^ sip/content-length-mismatch

grüßen
Ende`,
    },
    {
      // Line ends between messages are skipped.
      text: `
MESSAGE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Type: text/plain
Content-Length: 4

Ende

`,
    },
    {
      // A log that masks.
      text: `
MESSAGE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 MESSAGE
Content-Type: text/plain
Content-Length: 40

key: ***`,
    },
  ],
  check(message, { hop, profile, loses }, report) {
    const headers = message.all('Content-Length');
    const declared = message.contentLength ?? Number.NaN;
    const header = headers[0];
    if (!header || headers.length > 1 || Number.isNaN(declared)) return;
    if (message.isCut || !message.headersAreComplete || loses.includes('contentLength') || agrees(message, declared, loses)) return;
    const size = countedOctets(message, message.body);
    const actual = losesLineEnds(message, loses) ? size.restored : size.written;
    // What follows the body in a datagram is discarded (RFC 3261 §18.3).
    const isDatagram = hop.transport === 'UDP' || hop.transport === 'WS' || hop.transport === 'WSS';
    const isSurplus = isDatagram && declared < actual;
    if (profile === 'practical' && isSurplus) return;
    const mayBeReplaced = Math.abs(declared - actual) <= LARGEST_CHANGE * replacedAddresses(message);
    const doubt = mayBeReplaced ? ' If real addresses were replaced in this log, that is the reason.' : '';
    report(
      header.value,
      `Content-Length is ${declared}, the body has ${plural(actual)}. ${consequence(hop.transport, isDatagram, declared > actual)}${doubt}`,
      {
        atMost: isSurplus || mayBeReplaced ? 'warning' : undefined,
        fix: { title: `Set Content-Length to ${actual}`, edits: [{ at: header.value, text: String(actual) }] },
      },
    );
  },
});

const plural = (octets: number): string => (octets === 1 ? '1 byte' : `${octets} bytes`);

/** From the shortest IPv4 address to the longest IPv6 address. */
const LARGEST_CHANGE = 32;

/**
 * How many addresses of the documentation ranges (RFC 5737, RFC 3849) stand in the body. Nobody calls from these: whoever published the log,
 * or wrote the message by hand as RFC 5118 did, put them there, and seldom counted the body again.
 */
const replacedAddresses = ({ text, body }: SipMessage): number =>
  text.slice(body.start, body.end).match(/\b(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}\b|\b2001:db8:/gi)?.length ?? 0;

const losesLineEnds = (message: SipMessage, loses: readonly Loss[]): boolean => loses.includes('lineEnds') || !message.text.includes('\r');

/**
 * The declared length fits the body in one of the ways in which the log may have written it. Line ends behind the body are no mistake
 * in any case: before a start line they are skipped (RFC 3261 §7.5).
 */
function agrees(message: SipMessage, declared: number, loses: readonly Loss[]): boolean {
  const { text, body } = message;
  // One octet for each character, as it should be.
  if (declared === body.end - body.start) return true;
  const content = text.slice(body.start, body.end);
  if (isReplaced.test(content) && !message.options.bytes) return true;
  const isLost = losesLineEnds(message, loses);
  const blanks = loses.includes('blanks') ? content.split('\n').length : 0;
  // A log that loses line ends may also have dropped the last one.
  const slack = blanks + (isLost ? 2 : 0);
  const inked = { start: body.start, end: trimEnd(text, body.start, body.end) };
  return [message, { text, options: { bytes: true } }].some((source) => {
    const least = countedOctets(source, inked);
    const most = countedOctets(source, body);
    const isWritten = least.written - blanks <= declared && declared <= most.written + slack;
    return isWritten || (isLost && least.restored - blanks <= declared && declared <= most.restored + slack);
  });
}

/** Characters that a logger put in the place of others. */
const isReplaced = /\uFFFD|\*{3}|x{6}|<masked>/i;

function consequence(transport: string | undefined, isDatagram: boolean, isTooLarge: boolean): string {
  if (isDatagram)
    return isTooLarge
      ? `Over ${transport} the receiver answers 400 or stays silent.`
      : `Over ${transport} the rest of the body is discarded.`;
  const stream = isTooLarge
    ? 'waits for bytes that never come, or takes the start of the next message as body'
    : 'reads the rest of this body as the next message and closes the connection';
  return `Over TLS or TCP the peer ${stream}${transport ? '' : '; over UDP a too large value means 400 or silence'}.`;
}
