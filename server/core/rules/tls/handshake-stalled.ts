import { requestIn } from '../../probe/tls-failure';
import { lineTo, ms } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/handshake-stalled',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Handshake begins and stands still',
  remedy:
    'Capture at the server: does the rest of its answer leave it, and does it arrive? Large certificates lost on the way point to path MTU; a server that waits points to its key store or to the name that it looks up.',
  cites: ['RFC 8446 §2'],
  examples: [
    { title: 'Nothing behind the ServerHello', scene: { until: 'server-hello', answer: { version: 'TLSv1.2' } }, finds: ['error'] },
    { title: 'The server is silent from the start', scene: { answer: 'nothing' }, finds: [] },
    { title: 'It hangs up', scene: { until: 'server-hello', answer: { version: 'TLSv1.2' }, line: 'ended' }, finds: [] },
    { title: 'A whole handshake', scene: {}, finds: [] },
  ],
  check(facts, _context, report) {
    const { outcome, server, timeoutMs } = facts;
    if (outcome !== 'stalled') return;
    const where = requestIn(facts) ? ', once it had asked for a client certificate,' : '';
    report(
      `${server} began the handshake and${where} was not done with its part within the ${ms(timeoutMs)} that it was given. Clients wait, and then report a time-out.`,
      { command: lineTo(facts) },
    );
  },
});
