import { lineTo } from '../../probe/tls-words';
import { TLS10, TLS11, TLS12, versionWord } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/fallback-scsv-ignored',
  subject: 'tls',
  severity: { practical: 'off', strict: 'warning' },
  title: 'Forced fallback is not noticed',
  remedy: 'Drop the old versions; then the question is gone.',
  cites: ['RFC 7507 §3'],
  examples: [
    {
      title: 'TLS 1.1 with the signal is accepted by a server of TLS 1.2',
      scene: {
        enumeration: {
          accepted: { 'TLSv1.2': ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'], 'TLSv1.1': ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'] },
        },
        trials: [{ kind: 'with-fallback-scsv', answer: 'server-hello', version: 'TLSv1.1' }],
      },
      finds: ['warning'],
    },
    {
      title: 'Alert 86, as it should be',
      scene: {
        enumeration: {
          accepted: { 'TLSv1.2': ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'], 'TLSv1.1': ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'] },
        },
        trials: [{ kind: 'with-fallback-scsv', answer: 'alert', alert: 86 }],
      },
      finds: [],
    },
    {
      title: 'Nothing above it but TLS 1.3, which has its own guard',
      scene: {
        enumeration: { accepted: { 'TLSv1.3': ['TLS_AES_128_GCM_SHA256'], 'TLSv1.2': ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] } },
        trials: [{ kind: 'with-fallback-scsv', answer: 'server-hello', version: 'TLSv1.2' }],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { trials, enumeration, server } = facts;
    const version = trials.find(({ kind, answer }) => kind === 'with-fallback-scsv' && answer === 'server-hello')?.version;
    if (version === undefined) return;
    const hasMore = [TLS11, TLS12].some((higher) => higher > version && enumeration?.versions.get(higher) === 'accepted');
    if (!hasMore) return;
    report(
      `${server} accepts an artificially lowered version without complaint (it ought to answer alert 86), so an attacker can force clients that retry with less down to ${versionWord(version)}.`,
      {
        command: lineTo(facts, {
          more: [version === TLS10 ? '-tls1' : '-tls1_1', '-fallback_scsv', '-cipher', 'DEFAULT@SECLEVEL=0'],
        }),
      },
    );
  },
});
