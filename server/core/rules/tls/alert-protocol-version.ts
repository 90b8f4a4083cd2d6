import { decisiveAlert } from '../../probe/tls-alert';
import { causeByTrials, chosenVersion } from '../../probe/tls-failure';
import { highestOffered, lineTo, offeredWords, sentence } from '../../probe/tls-words';
import { enumerated } from '../../text/enumerated';
import { TLS12, versionWord } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/alert-protocol-version',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Versions do not overlap (alert 70)',
  remedy: 'Raise the older side; do not lower the newer one.',
  cites: ['RFC 8446 §6.2', 'RFC 8996 §4'],
  examples: [
    {
      title: 'A phone with TLS 1.0, and a server that begins at 1.2',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1'], suites: ['TLS_RSA_WITH_AES_128_CBC_SHA'] },
        answer: 'nothing',
        alert: { from: 'server', code: 70 },
      },
      finds: ['error'],
    },
    {
      title: 'This side refuses TLS 1.0, which the server chose',
      scene: {
        answer: { version: 'TLSv1', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA' },
        until: 'server-hello',
        alert: { from: 'client', code: 70 },
        code: 'ERR_SSL_UNSUPPORTED_PROTOCOL',
      },
      finds: ['error'],
    },
    {
      title: 'A client that ends at TLS 1.2, and what the server accepts is known',
      scene: {
        offer: { versions: ['TLSv1.2'] },
        answer: 'nothing',
        alert: { from: 'server', code: 70 },
        enumeration: { accepted: { 'TLSv1.3': ['TLS_AES_256_GCM_SHA384'] } },
      },
      finds: ['error'],
    },
    {
      title: 'The server stumbles over TLS 1.3, and 1.2 is well',
      scene: {
        answer: 'nothing',
        alert: { from: 'server', code: 70 },
        trials: [
          { kind: 'smaller', answer: 'alert', alert: 70 },
          { kind: 'without-tls13', answer: 'server-hello', version: 'TLSv1.2' },
        ],
      },
      finds: [],
    },
    { title: 'Another alert', scene: { answer: 'nothing', alert: { from: 'server', code: 40 } }, finds: [] },
  ],
  check(facts, _context, report) {
    const alert = decisiveAlert(facts);
    const { offer } = facts.conversation;
    if (alert?.code !== 70 || causeByTrials(facts)) return;
    const accepted = [...(facts.enumeration?.versions ?? [])].flatMap(([version, verdict]) => (verdict === 'accepted' ? version : []));
    const chosen = chosenVersion(facts);
    const server =
      accepted.length > 0
        ? `the server accepts ${enumerated(accepted.map(versionWord))}`
        : chosen === undefined
          ? 'the server does not say what it accepts'
          : `the server chose ${versionWord(chosen)}`;
    const client = offer ? `the client offered ${offeredWords(offer)}` : 'what the client offered was not seen';
    const isOlder = offer === undefined || highestOffered(offer) < TLS12 || alert.direction === 'sent';
    report(
      `${sentence(alert.sender)} refused the version: ${client}, ${server}. They will not meet until the older side learns ${isOlder ? 'TLS 1.2' : 'a newer version'}.`,
      { command: lineTo(facts) },
    );
  },
});
