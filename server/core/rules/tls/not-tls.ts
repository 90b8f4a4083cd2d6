import { isClearSipPort } from '../../probe/tls-failure';
import { firstLine, lineTo } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/not-tls',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Something else than TLS answers',
  remedy: 'Check port and address: another service listens here, or a box on the way answers for the server.',
  cites: ['RFC 8446 §5.1'],
  examples: [
    { title: 'An SSH server', scene: { answer: 'nothing', foreign: 'SSH-2.0-OpenSSH_9.2\r\n' }, finds: ['error'] },
    { title: 'SIP in clear has its own rule', scene: { answer: 'nothing', foreign: 'SIP/2.0 400 Bad Request\r\n\r\n' }, finds: [] },
    { title: 'A web server has its own rule', scene: { answer: 'nothing', foreign: 'HTTP/1.1 400 Bad Request\r\n\r\n' }, finds: [] },
    { title: 'TLS', scene: {}, finds: [] },
  ],
  check(facts, _context, report) {
    const { outcome, foreign, conversation, server } = facts;
    if (outcome !== 'not-tls' || isClearSipPort(facts)) return;
    const octets = foreign ?? (conversation.answer.kind === 'foreign' ? conversation.answer.octets : undefined);
    const said = octets && octets.length > 0 ? `begins its answer with "${firstLine(octets)}"` : 'answers with something';
    report(`${server} ${said}, which is neither TLS nor SIP nor HTTP. No TLS client gets any further.`, { command: lineTo(facts) });
  },
});
