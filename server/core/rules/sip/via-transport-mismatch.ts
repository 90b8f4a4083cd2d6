import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-transport-mismatch',
  subject: 'message',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Via names another transport than the one that carried the request',
  remedy:
    'Look for transport fallback in the sender (TLS or TCP failed, request was re-sent over UDP with the old Via), or for a device that changes the transport in between. The top Via has to be written after the transport was chosen.',
  cites: ['RFC 3261 §8.1.1.7', 'RFC 3261 §18.1.1', 'RFC 3261 §20.42'],
  examples: [
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5060', transport: 'TCP' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5060', transport: 'TCP' },
      text: `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    },
  ],
  check(message, context, report) {
    // TODO when: Request; framing.transport is known and framing.transportSource is "frame"; the topmost Via transport, mapped to its family, differs from it: UDP, TCP, TLS, SCTP, TLS-SCTP, WS, WSS all count as distinct. The pair Via TLS + framing TCP/UDP in clear is left to sip/via-tls-in-clear.
    // TODO silent: transport unknown, or known from Via or by guess; responses; capture points that are known to lose it (Kamailio sipdump or Asterisk pcap = everything UDP; sofia wrappers that print "TCP" for TLS; HEP with protocol TCP for a Via TLS); Via WSS or WS over framing TLS/TCP (the frame reader saw the layer below); Via WS over framing WSS (reverse proxy ended TLS in front of the WebSocket server; RFC 7118 clients write WSS, but the server side log then sees WS).
    // TODO at: the transport token of the topmost Via
    // TODO message: Via says {viaTransport}, but this request arrived over {framingTransport}. Answers follow the connection or the Via depending on the stack, and whatever is derived from Via later (Record-Route, Contact, sips checks) is wrong.
    // TODO fix: None
    // TODO notes: "Field: drachtio #438 (sent over TCP after DNS fallback, Via still UDP)."
    // TODO rfc: "RFC 3261 \u00a718.1.1: when the transport changes from the one in the top Via (size limit), the top Via MUST be changed. \u00a78.1.1.7: Via indicates the transport used."
    void message;
    void context;
    void report;
  },
});
