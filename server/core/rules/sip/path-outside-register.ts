import { isSuccess } from '../../sip/roles';
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
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/path-outside-register
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
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:alice@example.com>;tag=b1
Call-ID: c1@example.com
CSeq: 1 REGISTER
Path: <sip:edge.example.com:5061;transport=tls;lr>
Service-Route: <sip:edge.example.com:5061;transport=tls;lr>
Contact: <sip:alice@192.0.2.10:5061;transport=tls>;expires=3600
Content-Length: 0`,
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Service-Route: <sip:edge.example.com:5061;transport=tls;lr>
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/path-outside-register
Contact: <sip:bob@198.51.100.20:5061;transport=tls>
Content-Length: 0`,
  ],
  check(message, _context, report) {
    if (message.method === '') return;
    const isRegister = message.method === 'REGISTER';
    const path = isRegister ? undefined : message.first('Path');
    if (path) report(path, `Path belongs to REGISTER. ${ignored}`);
    const serviceRoute = isRegister && isSuccess(message) ? undefined : message.first('Service-Route');
    if (serviceRoute) report(serviceRoute, `Service-Route belongs to the 2xx to REGISTER. ${ignored}`);
  },
});

const ignored = 'Here it is ignored: routes inside calls come from Record-Route.';
