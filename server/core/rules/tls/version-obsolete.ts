import { isBelowTls12 } from '../../probe/tls-failure';
import { chosenIn, isLowered } from '../../probe/tls-weakness';
import { highestOffered, lineTo } from '../../probe/tls-words';
import { TLS10, TLS12, versionWord } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/version-obsolete',
  subject: 'tls',
  severity: { practical: 'warning', strict: 'error' },
  title: 'TLS 1.0 or 1.1 is in use',
  remedy:
    'Raise the older side to TLS 1.2 or better (Kamailio tls_method = TLSv1.2+, OpenSIPS tls_method TLSv1_2-, Asterisk method=tlsv1_2, FreeSWITCH tls-version=tlsv1.2).',
  cites: ['RFC 8996 §4', 'RFC 8996 §5', 'RFC 9325 §3.1.1'],
  examples: [
    {
      title: 'The server chooses TLS 1.0',
      scene: {
        offer: { versions: ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'] },
        answer: { version: 'TLSv1', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA' },
      },
      finds: ['warning'],
    },
    {
      title: 'A phone that ends at TLS 1.1',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.1'], suites: ['TLS_RSA_WITH_AES_128_CBC_SHA'] },
        answer: { version: 'TLSv1.1', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' },
      },
      profile: 'strict',
      finds: ['error'],
    },
    { title: 'TLS 1.2', scene: { answer: { version: 'TLSv1.2' } }, finds: [] },
    {
      title: 'SSL 3 has its own rule',
      scene: { offer: { versions: ['TLSv1.2'] }, answer: { version: 'SSLv3', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' } },
      finds: [],
    },
    {
      title: 'Something on the way lowered the version, as the server says',
      scene: {
        offer: { versions: ['TLSv1.2'] },
        answer: { version: 'TLSv1.1', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', downgradeMark: 0 },
      },
      finds: [],
    },
    {
      title: 'The client refused the version that the server chose',
      scene: {
        answer: { version: 'TLSv1.1', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA' },
        until: 'server-hello',
        alert: { from: 'client', code: 70 },
        code: 'ERR_SSL_UNSUPPORTED_PROTOCOL',
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const choice = chosenIn(facts);
    const { offer } = facts.conversation;
    if (!choice || !isBelowTls12(choice.version) || facts.alert?.code === 70 || isLowered(facts)) return;
    const isClient = offer !== undefined && highestOffered(offer) < TLS12;
    report(
      `${facts.server} and ${facts.client} agreed on ${versionWord(choice.version)}, which has been withdrawn since 2021: current OpenSSL builds, Teams and most trunk providers refuse it, so this connection ends with the next update of either side.`,
      {
        remedy: isClient
          ? `Raise the client to TLS 1.2 or better: it offered at most ${versionWord(highestOffered(offer))}.`
          : 'Raise the server to TLS 1.2 or better (Kamailio tls_method = TLSv1.2+, OpenSIPS tls_method TLSv1_2-, Asterisk method=tlsv1_2, FreeSWITCH tls-version=tlsv1.2).',
        command: lineTo(facts, { more: [choice.version === TLS10 ? '-tls1' : '-tls1_1', '-cipher', 'DEFAULT@SECLEVEL=0'] }),
      },
    );
  },
});
