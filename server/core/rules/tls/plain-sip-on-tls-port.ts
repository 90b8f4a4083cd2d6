import { isClearSipPort } from '../../probe/tls-failure';
import { firstLine, lineTo, portOf } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/plain-sip-on-tls-port',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Port speaks SIP without TLS',
  remedy: 'Switch TLS on for this listener, or use the port where it is (often 5061); correct the SRV record or the port in the URI.',
  cites: ['RFC 3261 §26.2.1', 'RFC 3261 §19.1.2'],
  examples: [
    {
      title: 'A SIP answer to the hello',
      scene: { answer: 'nothing', foreign: 'SIP/2.0 400 Bad Request\r\nVia: SIP/2.0/TCP 192.0.2.9\r\n\r\n' },
      finds: ['error'],
    },
    {
      title: 'A request, with characters that a terminal would obey',
      scene: { answer: 'nothing', foreign: 'OPTIONS sip:\u001b[31mred@example.com SIP/2.0\r\n\r\n' },
      finds: ['error'],
    },
    { title: 'A web server', scene: { answer: 'nothing', foreign: 'HTTP/1.1 400 Bad Request\r\n\r\n' }, finds: [] },
    { title: 'Something else', scene: { answer: 'nothing', foreign: 'SSH-2.0-OpenSSH_9.2\r\n' }, finds: [] },
    {
      title: 'The port of SIP in clear: the client is at the wrong one',
      scene: { server: '192.0.2.1:5060', answer: 'nothing', foreign: 'SIP/2.0 400 Bad Request\r\n\r\n' },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { outcome, foreign, conversation, server } = facts;
    if (outcome !== 'plain-sip' || isClearSipPort(facts)) return;
    const octets = foreign ?? (conversation.answer.kind === 'foreign' ? conversation.answer.octets : undefined);
    const port = portOf(facts);
    const said = octets ? `answered "${firstLine(octets)}" in clear` : 'answered with SIP in clear';
    report(
      `${server} ${said}. There is no TLS on ${port === undefined ? 'this port' : `port ${port}`}; a TLS client reports this as "wrong version number".`,
      { command: lineTo(facts) },
    );
  },
});
