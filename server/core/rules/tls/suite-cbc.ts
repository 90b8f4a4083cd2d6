import { acceptedFor, chosenIn, encryptsThenMacs, passedOver, weaknessesOf } from '../../probe/tls-weakness';
import { lineTo, suiteWords } from '../../probe/tls-words';
import { TLS12 } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/suite-cbc',
  subject: 'tls',
  severity: { practical: 'info', strict: 'warning' },
  title: 'CBC suite without encrypt-then-MAC',
  remedy: 'Put ECDHE-ECDSA/RSA-AES128-GCM-SHA256 and -AES256-GCM-SHA384 first. Keep one CBC suite only for phones that have nothing else.',
  cites: ['RFC 9325 §4.2', 'RFC 7366'],
  examples: [
    {
      title: 'Negotiated, and the MAC comes first',
      scene: {
        answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256', lacks: ['encrypt_then_mac'] },
      },
      finds: ['info'],
    },
    {
      title: 'All that TLS 1.2 gets here, beside a TLS 1.3 that is well',
      scene: {
        enumeration: {
          accepted: {
            'TLSv1.3': ['TLS_AES_256_GCM_SHA384'],
            'TLSv1.2': ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'],
          },
          encryptsThenMacs: false,
        },
      },
      finds: ['info'],
    },
    {
      title: 'encrypt_then_mac was negotiated',
      scene: { answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256' } },
      finds: [],
    },
    {
      title: 'AEAD suites are taken too',
      scene: {
        enumeration: {
          accepted: { 'TLSv1.2': ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'] },
          encryptsThenMacs: false,
        },
      },
      finds: [],
    },
    {
      title: 'A better suite was offered and is taken from others: it is the order',
      scene: {
        answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', lacks: ['encrypt_then_mac'] },
        enumeration: { accepted: { 'TLSv1.2': ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] } },
      },
      finds: [],
    },
    {
      title: 'TLS 1.1 has nothing better',
      scene: { answer: { version: 'TLSv1.1', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', lacks: ['encrypt_then_mac'] } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const choice = chosenIn(facts);
    const accepted = acceptedFor(facts, TLS12);
    const isCbc = (suite: number): boolean => weaknessesOf(suite).includes('cbc');
    const isAll = facts.enumeration?.isComplete === true && accepted.length > 0 && accepted.every(isCbc);
    const isChosen = choice?.version === TLS12 && isCbc(choice.suite) && !encryptsThenMacs(choice) && !passedOver(facts);
    const isOnly = isAll && facts.enumeration?.encryptsThenMacs === false;
    if (!isChosen && !isOnly) return;
    report(
      `${suiteWords(isChosen ? [choice.suite] : accepted)} ${isChosen || accepted.length === 1 ? 'works' : 'work'} in CBC mode, the construction behind BEAST, Lucky 13 and POODLE. No AEAD suite was ${isAll ? 'available' : 'chosen'}.`,
      {
        command: lineTo(
          facts,
          {
            more: ['-tls1_2', '-cipher', "'ECDHE+AES:!AESGCM:!AESCCM'", '-tlsextdebug'],
          },
          '| grep -iE "Cipher is|encrypt-then-mac"',
        ),
      },
    );
  },
});
