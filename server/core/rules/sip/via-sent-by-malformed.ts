import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/via-sent-by-malformed',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Via sent-by cannot be read',
  remedy:
    'Write IPv6 as [2001:db8::1]:5061. Kamailio/OpenSIPS: check the listen/advertise value; Asterisk: external_signaling_address must not contain brackets or a port.',
  cites: ['RFC 3261 §25.1', 'RFC 3261 §18.1.1', 'RFC 5118 §4.2'],
  examples: [
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 2001:db8::10;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS [2001:db8::10]:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A Via value whose sent-by is empty, has an IPv6 address without brackets, a port that is not 1–65535, characters outside hostname/IPv4/IPv6reference, or trailing text after the port that is not a parameter.
    // TODO silent: White space around the colon ("host : 5061" is legal); an underscore in the host name (hint-level matter of DNS, many networks do it); the parameter received= without brackets around IPv6 (legal: RFC 3261 §25.1 via-received allows both IPv4address and IPv6address, RFC 5118 §4.5 notes both forms).
    // TODO at: the sent-by
    // TODO message: sent-by "{sentBy}" is not host[:port]. The answer to this request has no usable fallback address and strict parsers answer 400.
    // TODO fix: Put brackets around a bare IPv6 address when the result is unambiguous (no port, or the last group is longer than 4 digits).
    void message;
    void context;
    void report;
  },
});
