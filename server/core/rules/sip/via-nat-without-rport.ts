import { param } from '../../sip/parts';
import { hostName, isIpLiteral, isPrivate, isPublic, writeSocket } from '../../sip/socket';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-nat-without-rport',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'UDP request from another address than Via says, without rport',
  remedy:
    'Enable rport on the sender (Asterisk chan_pjsip sends it always; FreeSWITCH: force it with NDLB-force-rport on the receiving profile), or on the receiver force_rport() in Kamailio/OpenSIPS, force_rport=yes in Asterisk.',
  cites: ['RFC 3581 §3', 'RFC 3581 §4', 'RFC 3261 §18.2.2'],
  examples: [
    {
      framing: { from: '192.0.2.10:34567', to: '198.51.100.20:5060', transport: 'UDP' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 10.0.0.5:5060;branch=z9hG4bKa1
                 ^^^^^^^^^^^^^ sip/via-nat-without-rport
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:34567', to: '198.51.100.20:5060', transport: 'UDP' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 10.0.0.5:5060;branch=z9hG4bKa1;rport
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
  ],
  check(message, { hop }, report) {
    const via = message.topVia;
    if (!message.isRequest || hop.framing !== 'UDP' || !hop.source || !via || !isIpLiteral(via.host)) return;
    if (param(via.params, 'rport') || param(via.params, 'maddr')) return;
    const host = hostName(via.host);
    const port = via.port ?? 5060;
    const received = param(via.params, 'received')?.value;
    if (received !== undefined && hostName(received) === hop.source.host && port === hop.source.port) return;
    const isOtherPort = port !== hop.source.port && isPrivate(host) && isPublic(hop.source.host);
    if (host === hop.source.host && !isOtherPort) return;
    const sentBy = message.text.slice(via.sentBy.start, via.sentBy.end);
    const target = writeSocket({ host: hop.source.host, port });
    report(
      via.sentBy,
      `Via says ${sentBy}, the packet came from ${writeSocket(hop.source)}. Without rport the answer goes to ${target}, which a NAT does not forward.`,
    );
  },
});
