import { causeByTrials, requestIn, unusableKey } from '../../probe/tls-failure';
import { groupWords, lastMessage, lineTo, offeredWords, realSuites, schemeWords } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/handshake-failure',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Peers found no common ground (alert 40)',
  remedy:
    'Compare the offer with what the server accepts (enumeration): suites first, then certificate type (RSA or ECDSA), then groups, then signature algorithms.',
  cites: ['RFC 8446 §6.2', 'RFC 5246 §7.2.2'],
  examples: [
    {
      title: 'Alert 40 to the hello',
      scene: { offer: { versions: ['TLSv1.2'] }, answer: 'nothing', alert: { from: 'server', code: 40 } },
      finds: ['error'],
    },
    {
      title: 'Alert 71: the server wants more than was offered',
      scene: { answer: 'nothing', alert: { from: 'server', code: 71 } },
      finds: ['error'],
    },
    {
      title: 'The server asked for a certificate before: it is mutual TLS',
      scene: {
        answer: { version: 'TLSv1.2' },
        request: {},
        until: 'client-flight',
        alert: { from: 'server', code: 40 },
      },
      finds: [],
    },
    {
      title: 'No suite of the client fits the key of the certificate',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.2'], suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] },
        answer: 'nothing',
        alert: { from: 'server', code: 40 },
        leaf: { subject: 'sip.example.com', key: 'EC' },
      },
      finds: [],
    },
    {
      title: 'The server stumbles over TLS 1.3',
      scene: {
        answer: 'nothing',
        alert: { from: 'server', code: 40 },
        trials: [
          { kind: 'smaller', answer: 'alert', alert: 40 },
          { kind: 'without-tls13', answer: 'server-hello', version: 'TLSv1.2' },
        ],
      },
      finds: [],
    },
    { title: 'The client broke off', scene: { until: 'server-hello', alert: { from: 'client', code: 40 }, code: 'ERR_SSL_X' }, finds: [] },
    { title: 'After the handshake', scene: { alert: { from: 'server', code: 40 } }, finds: [] },
    { title: 'Another alert', scene: { answer: 'nothing', alert: { from: 'server', code: 80 } }, finds: [] },
  ],
  check(facts, _context, report) {
    const { alert, conversation, server } = facts;
    const { offer } = conversation;
    if (alert?.direction !== 'received' || alert.isLate || (alert.code !== 40 && alert.code !== 71)) return;
    if (requestIn(facts) || causeByTrials(facts) || unusableKey(facts)) return;
    const why = alert.code === 40 ? 'nothing in common' : 'it wants something stronger (alert 71)';
    const suites = realSuites(offer?.suites ?? []);
    const offered = offer
      ? ` Offered: ${offeredWords(offer)}; ${suites.length} ${suites.length === 1 ? 'suite' : 'suites'}; groups ${groupWords(offer.groups)}; signatures ${schemeWords(offer.schemes)}.`
      : '';
    report(`${server} refused right after ${lastMessage(conversation)}: ${why}.${offered}`, {
      command: `${lineTo(facts)}; ${lineTo(facts, { more: ['-tls1_2', '-cipher', 'ALL:@SECLEVEL=0'] })}`,
    });
  },
});
