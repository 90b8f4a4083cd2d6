import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-alias-not-tls',
  subject: 'message',
  severity: { practical: 'off', strict: 'warning' },
  title: 'Via alias on a transport without TLS',
  remedy:
    'Use TLS between the proxies, or remove the parameter. Kamailio: tcp_accept_aliases=no (default) ignores it; do not turn it on for open networks.',
  cites: ['RFC 5923 §3', 'RFC 5923 §8.1', 'RFC 5923 §9'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP sbc.example.com:5060;branch=z9hG4bKa1;alias
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;alias
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Request; topmost Via has the parameter alias and its transport is UDP, TCP, SCTP or WS.
    // TODO silent: Transport TLS, TLS-SCTP, WSS; the Contact/URI parameter alias= of Kamailio (not a Via parameter); lower Via values.
    // TODO at: the alias parameter
    // TODO message: alias asks the peer to send its own requests back on this connection. RFC 5923 allows that for TLS only, where both ends have authenticated themselves; over {viaTransport} anybody could claim the address.
    // TODO fix: Delete ;alias.
    // TODO notes: "Before RFC 5923 (drafts, 2003\u20132009) alias was used on plain TCP too; Kamailio and OpenSIPS still understand it there, and pjsip (Asterisk) writes ;alias on every TCP and TLS Via, hence off in practice."
    // TODO rfc: "RFC 5923 considers connection reuse for TLS over TCP and TLS over SCTP only (abstract, \u00a73), because it depends on mutual certificate authentication."
    void message;
    void context;
    void report;
  },
});
