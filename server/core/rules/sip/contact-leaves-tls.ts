import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/contact-leaves-tls',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Came over TLS, Contact leads back without TLS',
  remedy:
    'Asterisk: endpoint/registration transport=<tls transport>, external_signaling_address; FreeSWITCH gateway: contact-params transport=tls; Kamailio in front: record_route() so that the proxy is the next hop; SBC: Contact host with a TLS port.',
  cites: ['RFC 3261 §12.2.1.1', 'RFC 3261 §18.2.1', 'RFC 3263 §4.1'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: INVITE, SUBSCRIBE, REFER or UPDATE request, or a 2xx/18x with Contact to one of them, on a TLS hop (framing TLS, or framing unknown and topmost Via TLS); no Record-Route in the message; Contact is sip: and its effective transport is not TLS: transport=udp or tcp, or no transport while host is an IP literal or a port is given.
    // TODO silent: A Record-Route is present (the next request of the far UA goes there first; the last hop proxy → UA is judged by dialog/next-hop-leaves-tls, since Twilio and others show inner UDP Contacts behind a TLS Record-Route); transport=tls, ws, wss; sips:; host is a domain name without port (NAPTR/SRV can lead to TLS; mention it in the hover); host ends in .invalid; URI has ob, gr or alias=; REGISTER; 3xx; dialog/next-hop-leaves-tls fired on the same URI.
    // TODO at: the Contact URI
    // TODO message: This {kind} came over TLS, but Contact {uri} says {transport} to {host}:{port}. The peer will send ACK, BYE or re-INVITE there: unencrypted, and mostly without an answer.
    // TODO fix: Add ;transport=tls (and 5061 instead of 5060) to Contact.
    // TODO notes: "Field: freeswitch #2615, doubango #322, linphone-android #2548. Peers that reuse the connection (RFC 5923, outbound, many B2BUAs) do not notice."
    // TODO rfc: "RFC 3263 \u00a74.1: a sip: URI with numeric host or explicit port and without transport is contacted over UDP. RFC 3261 \u00a718.2.1: an element SHOULD accept requests on whatever its handed-out URI resolves to. RFC 5630 forbids transport=tls; its alternative is a domain name with NAPTR/SRV or RFC 5626 flows."
    void message;
    void context;
    void report;
  },
});
