import { versionIntolerance } from '../../probe/tls-failure';
import { lineTo } from '../../probe/tls-words';
import { TLS12, versionWord } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/version-intolerant',
  subject: 'tls',
  // The catalogue has a warning in practice; it fires only where this very client was broken off, and that is a failure.
  severity: { practical: 'error', strict: 'error' },
  title: 'Server fails on a TLS 1.3 hello',
  remedy:
    'Update the server or the firewall in front of it (deep inspection of TLS is the usual cause). Until then cap the client at TLS 1.2.',
  cites: ['RFC 8446 §4.2.1', 'RFC 9325 §3.1.3'],
  examples: [
    {
      title: 'Reset by every hello that speaks of 1.3, however small',
      scene: {
        answer: 'nothing',
        line: 'reset',
        trials: [
          { kind: 'smaller', answer: 'reset' },
          { kind: 'without-tls13', answer: 'server-hello', version: 'TLSv1.2' },
        ],
      },
      finds: ['error'],
    },
    {
      title: 'Alert 70 where 1.2 was offered as well',
      scene: {
        answer: 'nothing',
        alert: { from: 'server', code: 70 },
        trials: [{ kind: 'without-tls13', answer: 'server-hello', version: 'TLSv1.2' }],
      },
      finds: ['error'],
    },
    {
      title: 'It answers with 1.2, as it should',
      scene: { answer: { version: 'TLSv1.2' }, trials: [{ kind: 'without-tls13', answer: 'server-hello', version: 'TLSv1.2' }] },
      finds: [],
    },
    {
      title: 'A small hello with 1.3 goes through: it is the size',
      scene: {
        offer: { octets: 1550 },
        answer: 'nothing',
        line: 'reset',
        trials: [
          { kind: 'smaller', answer: 'server-hello', version: 'TLSv1.3' },
          { kind: 'without-tls13', answer: 'server-hello', version: 'TLSv1.2' },
        ],
      },
      finds: [],
    },
    {
      title: 'No hello goes through',
      scene: {
        answer: 'nothing',
        line: 'reset',
        trials: [
          { kind: 'smaller', answer: 'reset' },
          { kind: 'without-tls13', answer: 'reset' },
        ],
      },
      finds: [],
    },
    {
      title: 'The client of a capture did not offer 1.3',
      scene: {
        offer: { versions: ['TLSv1.2'] },
        answer: 'nothing',
        line: 'reset',
        trials: [{ kind: 'without-tls13', answer: 'server-hello', version: 'TLSv1.2' }],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const trial = versionIntolerance(facts);
    if (!trial) return;
    report(
      `${facts.server} breaks on any client that offers TLS 1.3, although it speaks ${versionWord(trial.version ?? TLS12)}. New phones and libraries will fail here and look guilty.`,
      { command: `${lineTo(facts)}; ${lineTo(facts, { more: ['-tls1_2'] })}` },
    );
  },
});
