import { decisiveAlert } from '../../probe/tls-alert';
import { causeByTrials } from '../../probe/tls-failure';
import { lineTo, moment, sentence } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/alert-internal-error',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Peer failed internally (alert 80)',
  remedy: 'Read the log of the side that sent the alert at this very second. Check that the service user may read key and certificate.',
  cites: ['RFC 8446 §6.2'],
  examples: [
    {
      title: 'Alert 80 to the hello',
      scene: { answer: 'nothing', alert: { from: 'server', code: 80 }, endedAt: '2026-06-01T12:00:00.250Z' },
      finds: ['error'],
    },
    {
      title: 'The client of a capture breaks down',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        answer: { version: 'TLSv1.2' },
        until: 'server-flight',
        alert: { from: 'client', code: 80 },
        code: 'ERR_SSL_X',
      },
      finds: ['error'],
    },
    { title: 'Another alert', scene: { answer: 'nothing', alert: { from: 'server', code: 40 } }, finds: [] },
    {
      title: 'It breaks down on TLS 1.3 only',
      scene: {
        answer: 'nothing',
        alert: { from: 'server', code: 80 },
        trials: [
          { kind: 'smaller', answer: 'alert', alert: 80 },
          { kind: 'without-tls13', answer: 'server-hello', version: 'TLSv1.2' },
        ],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const alert = decisiveAlert(facts);
    if (alert?.code !== 80 || causeByTrials(facts)) return;
    const { sender, lateness } = alert;
    const at = facts.endedAt ? ` at ${moment(facts.endedAt, 'millisecond')}` : '';
    report(
      `${sentence(sender)} broke down while handling the handshake: key file not readable after dropping privileges, HSM not reachable, or no certificate for this name. Nobody else can see more.${lateness}`,
      {
        remedy: `Ask for the log of ${sender}${at}. Check that the service user may read key and certificate.`,
        command: lineTo(facts),
      },
    );
  },
});
