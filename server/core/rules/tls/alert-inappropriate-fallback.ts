import { lineTo, sentence } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/alert-inappropriate-fallback',
  subject: 'tls',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Fallback refused (alert 86)',
  remedy: 'Look for the earlier connection of the same client within the last minute: reset, silence or a hello that was too large.',
  cites: ['RFC 7507 §3'],
  examples: [
    {
      title: 'A client that tries again with less',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.1'], suites: ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', 'TLS_FALLBACK_SCSV'] },
        answer: 'nothing',
        alert: { from: 'server', code: 86 },
      },
      finds: ['warning'],
    },
    {
      title: 'Only a question of the enumeration was answered so',
      scene: { trials: [{ kind: 'with-fallback-scsv', answer: 'alert', alert: 86 }] },
      finds: [],
    },
    { title: 'Another alert', scene: { answer: 'nothing', alert: { from: 'server', code: 70 } }, finds: [] },
    {
      title: 'An alert of the client',
      scene: { until: 'server-hello', alert: { from: 'client', code: 86 }, code: 'ERR_SSL_X' },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { alert, client, server } = facts;
    if (alert?.code !== 86 || alert.direction !== 'received') return;
    report(
      sentence(
        `${client} retried with a lower version after a failed first attempt; ${server} speaks more and refused, as it should. Something cut the first attempt.`,
      ),
      { command: lineTo(facts) },
    );
  },
});
