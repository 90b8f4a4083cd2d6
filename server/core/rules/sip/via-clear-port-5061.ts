import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-clear-port-5061',
  subject: 'message',
  severity: { practical: 'info', strict: 'warning' },
  title: 'Via UDP or TCP with port 5061',
  remedy:
    'Usual cause: one advertised port for all transports (Asterisk external_signaling_port on the UDP transport, a global advertised_port in Kamailio/OpenSIPS). Set it per listener.',
  cites: ['RFC 3261 §18.1.1'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP sbc.example.com:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Topmost Via transport is UDP or TCP and its sent-by port is explicitly 5061.
    // TODO silent: The trace shows clear SIP of that transport from or to port 5061 of that host (someone chose it deliberately); lower Via values.
    // TODO at: the port of the topmost Via
    // TODO message: Via names {viaTransport} with port 5061, the TLS port. Fallback answers arrive unencrypted at a TLS listener, which closes the connection or ignores them.
    // TODO fix: Replace the port by 5060.
    // TODO rfc: "RFC 3261 \u00a718.1.1 only sets defaults (5060 for UDP, TCP, SCTP; 5061 for TLS); any port is legal."
    void message;
    void context;
    void report;
  },
});
