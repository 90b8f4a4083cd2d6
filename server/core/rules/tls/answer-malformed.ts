import { lineTo } from '../../probe/tls-words';
import { visibleName } from '../../text/visible-name';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/answer-malformed',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'What the server sends is not valid TLS',
  remedy:
    'Update the TLS library of the server, or take the box out that rewrites the handshake on the way; a capture on both sides tells which.',
  cites: ['RFC 8446 §6.2'],
  examples: [
    {
      title: 'This side could not read the answer',
      scene: { answer: 'nothing', outcome: 'malformed', code: 'ERR_SSL_BAD_LENGTH', alert: { from: 'client', code: 50 } },
      finds: ['error'],
    },
    {
      title: 'This side lacks what the server wants: not the fault of the server',
      scene: { answer: 'nothing', outcome: 'unsupported', code: 'ERR_SSL_UNSUPPORTED_PROTOCOL' },
      finds: [],
    },
    { title: 'A whole handshake', scene: {}, finds: [] },
  ],
  check(facts, _context, report) {
    const { outcome, server, code, alert } = facts;
    if (outcome !== 'malformed') return;
    const isTold = alert?.direction === 'sent';
    const told = isTold ? `; this side told it so by the alert ${alert.name} (${alert.code})` : '';
    const word =
      code === undefined ? '' : `${isTold ? ', and its library calls' : '; the library of this side calls'} it ${visibleName(code, 80)}`;
    report(`${server} sends something that begins as TLS and cannot be read${told}${word}. Other clients will break off here too.`, {
      command: lineTo(facts),
    });
  },
});
