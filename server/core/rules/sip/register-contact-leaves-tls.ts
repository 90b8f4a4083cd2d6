import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/register-contact-leaves-tls',
  subject: 'message',
  severity: { practical: 'hint', strict: 'warning' },
  title: 'Registered over TLS with a Contact that says otherwise',
  remedy:
    'Phone or gateway: transport=tls (practice) or sips: in Contact, or RFC 5626 outbound. Registrar: use the source connection (Kamailio fix_nated_register(), Asterisk rewrite_contact=yes).',
  cites: ['RFC 3261 §26.3.2.1', 'RFC 3263 §4.1', 'RFC 5630 §5.1.1.1'],
  examples: [
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:45283;transport=udp>
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:45283;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: REGISTER on a TLS hop (framing TLS, or framing unknown and top Via TLS) with a sip: Contact (not expires=0) whose effective transport is not TLS: transport=udp or tcp, or none while host is an IP literal or a port is given.
    // TODO silent: Contact "*"; sips:; transport=tls or ws; reg-id or ob (RFC 5626: the connection itself is registered); Path present; alias=; host ends in .invalid; Expires: 0.
    // TODO at: the Contact URI
    // TODO message: The phone registers over TLS, but its Contact {uri} says {transport} to {host}:{port}. A registrar that follows Contact sends calls and ACKs there and not into this TLS connection.
    // TODO fix: Replace transport=udp/tcp by transport=tls, or add it.
    // TODO notes: "Field: janus #2871 (calls end after 30 s because the ACK goes to the Contact). Many registrars reuse the connection anyway, hence a hint."
    // TODO rfc: "RFC 3261 \u00a726.3.2.1: the registrar reuses the existing TLS connection. RFC 5630 \u00a75.1.1.1: a UA that wants all requests over its TLS connection uses RFC 5626; transport=tls MUST NOT be used by the letter."
    void message;
    void context;
    void report;
  },
});
