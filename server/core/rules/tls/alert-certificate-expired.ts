import { certificateAlert } from '../../probe/tls-alert';
import { lineTo, moment, sentence } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/alert-certificate-expired',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Peer calls the certificate expired (alert 45)',
  remedy: 'Renew and reload, or fix the time (NTP) of the complaining side; phones without time show this for every certificate.',
  cites: ['RFC 8446 §6.2'],
  examples: [
    {
      title: 'A client certificate that has expired',
      scene: {
        request: {},
        identity: [{ subject: 'sbc.example.com', notBefore: '2025-01-01', notAfter: '2026-01-01' }],
        alert: { from: 'server', code: 45 },
        refusedAfterMs: 7,
      },
      finds: ['error'],
    },
    {
      title: 'A phone without time, and a certificate that is valid',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        answer: { version: 'TLSv1.2' },
        until: 'server-flight',
        alert: { from: 'client', code: 45 },
        code: 'ERR_SSL_X',
      },
      finds: ['error'],
    },
    {
      title: 'Another alert about a certificate',
      scene: { request: {}, identity: [{ subject: 'sbc.example.com' }], alert: { from: 'server', code: 44 } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const alert = certificateAlert(facts, [45]);
    if (!alert) return;
    const { sender, receiver, certificates, lateness, direction } = alert;
    const { endedAt: now } = facts;
    const [leaf] = certificates;
    const clock = now ? ` Our clock: ${moment(now)}.` : '';
    const dates = leaf ? ` The leaf is valid ${moment(leaf.notBefore)} – ${moment(leaf.notAfter)}.` : '';
    const isValid = now !== undefined && leaf !== undefined && leaf.notBefore <= now && now <= leaf.notAfter;
    const clue = isValid ? ` By our clock it is valid: look at the clock of ${sender} and at the other certificates of the chain.` : '';
    report(`${sentence(sender)} says that a certificate of ${receiver} is outside its validity.${clock}${dates}${clue}${lateness}`, {
      command:
        direction === 'received'
          ? lineTo(facts, { hasIdentity: true, waitSeconds: 2 })
          : lineTo(facts, {}, '2>/dev/null | openssl x509 -noout -dates'),
    });
  },
});
