import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/path-outside-register',
  subject: 'message',
  severity: { practical: 'info', strict: 'warning' },
  title: 'Path or Service-Route where it has no meaning',
  remedy: 'Use Record-Route (proxy) or Route (client).',
  cites: ['RFC 3327', 'RFC 3608'],
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
Path: <sip:edge.example.com:5061;transport=tls;lr>
Content-Length: 0`,
    `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Path: <sip:edge.example.com:5061;transport=tls;lr>
Supported: path
Content-Length: 0`,
  ],
  check(message, context, report) {
    // TODO when: Path in a message whose method (or CSeq method) is not REGISTER; or Service-Route anywhere but in a 2xx to REGISTER.
    // TODO silent: REGISTER and its 2xx.
    // TODO at: the header
    // TODO message: {header} belongs to REGISTER{only2xx}. Here it is ignored: routes inside calls come from Record-Route.
    // TODO fix: None
    // TODO variants: {"only2xx": ["\" and its 2xx\" for Service-Route", "\"\" for Path"]}
    void message;
    void context;
    void report;
  },
});
