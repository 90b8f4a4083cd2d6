import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/uri-host-malformed',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'Host or port of a URI cannot be read',
  remedy: 'IPv6 needs brackets: sip:alice@[2001:db8::10]:5061;transport=tls.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3261 §19.1.2', 'RFC 3261 §25.1', 'RFC 5118 §4.2'],
  examples: [
    `
OPTIONS sip:bob@2001:db8::10;transport=tls SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
    `
OPTIONS sip:bob@[2001:db8::10]:5061;transport=tls SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 OPTIONS
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: A sip/sips URI in Request-URI, Contact, Route, Record-Route, From, To, Path has an empty host, an IPv6 address without brackets, "%" escapes in the host, an empty user before "@", or a port that is not 1–65535.
    // TODO silent: Underscore in a host name; port 0 in a Contact of a browser client with .invalid host.
    // TODO at: the host or port
    // TODO message: "{hostport}" is not a usable address: {reason}. The request cannot be routed there.
    // TODO fix: Put brackets around a bare IPv6 address when it is unambiguous.
    // TODO variants: {"reason": ["\"an IPv6 address needs brackets\"", "\"the port must be 1\u201365535\"", "\"the host is empty\"", "\"% escapes are not allowed in a host\"", "\"the user part before @ is empty\""]}
    void message;
    void context;
    void report;
  },
});
