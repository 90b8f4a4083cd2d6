import { chosenVersion } from '../../probe/tls-failure';
import { visibleName } from '../../text/visible-name';
import { SSL3 } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/unsupported-here',
  subject: 'tls',
  severity: { practical: 'info', strict: 'info' },
  title: 'The TLS library of this side cannot do it',
  remedy: 'Probe from a host with another TLS library (the command line runs on Node with OpenSSL), or enumerate: that needs no library.',
  cites: ['RFC 8446 §4.1.3'],
  examples: [
    {
      title: 'A suite that this library has not',
      scene: { answer: 'nothing', outcome: 'unsupported', code: 'ERR_SSL_UNKNOWN_CIPHER_RETURNED' },
      finds: ['info'],
    },
    { title: 'SSL 2 has its own rule', scene: { answer: 'ssl2', outcome: 'unsupported' }, finds: [] },
    { title: 'The server refuses', scene: { answer: 'nothing', alert: { from: 'server', code: 40 } }, finds: [] },
  ],
  check(facts, _context, report) {
    const { outcome, server, code, conversation } = facts;
    if (outcome !== 'unsupported' || conversation.answer.kind === 'ssl2' || (chosenVersion(facts) ?? SSL3 + 1) <= SSL3) return;
    const word = code === undefined ? '' : ` (${visibleName(code, 80)})`;
    report(
      `What ${server} chose cannot be spoken by the TLS library of this side${word}. That is no refusal by the server, and says nothing of other clients.`,
    );
  },
});
