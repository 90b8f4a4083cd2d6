import { chosenIn } from '../../probe/tls-weakness';
import { clientScheme, lineTo, schemeWords, sentence } from '../../probe/tls-words';
import { schemeOf } from '../../tls/schemes';
import { TLS12 } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

const isWeak = (scheme: number): boolean => /^(?:md5|sha1)$/.test(schemeOf(scheme)?.hash ?? '');

export default defineTlsRule({
  id: 'tls/signature-sha1',
  subject: 'tls',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Handshake signed with SHA-1 or MD5',
  remedy: 'Update the stack of the side that signs so.',
  cites: ['RFC 9155 §4', 'RFC 9155 §5', 'RFC 9325 §4.5'],
  examples: [
    {
      title: 'The server signs with SHA-1',
      scene: {
        offer: { schemes: ['rsa_pkcs1_sha256', 'rsa_pkcs1_sha1'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', scheme: 'rsa_pkcs1_sha1' },
      },
      finds: ['warning'],
    },
    {
      title: 'The client knows nothing else',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.2'], schemes: ['rsa_pkcs1_sha1', 'ecdsa_sha1'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', scheme: 'rsa_pkcs1_sha1' },
      },
      finds: ['warning'],
    },
    {
      title: 'The client signs with it',
      scene: {
        answer: { version: 'TLSv1.2' },
        request: {},
        identity: [{ subject: 'sbc.example.com' }],
        clientScheme: 'ecdsa_sha1',
        speaks: true,
      },
      profile: 'strict',
      finds: ['error'],
    },
    {
      title: 'Offered among stronger ones, which the letter dislikes',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { schemes: ['rsa_pkcs1_sha256', 'rsa_pkcs1_sha1'] },
        answer: { version: 'TLSv1.2' },
      },
      profile: 'strict',
      finds: ['hint'],
    },
    {
      title: 'Offered among stronger ones',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { schemes: ['rsa_pkcs1_sha256', 'rsa_pkcs1_sha1'] },
        answer: { version: 'TLSv1.2' },
      },
      finds: [],
    },
    { title: 'SHA-256', scene: { answer: { version: 'TLSv1.2' } }, finds: [] },
    {
      title: 'TLS 1.1 has no choice',
      scene: { answer: { version: 'TLSv1.1', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA' }, offer: { versions: ['TLSv1.1'] } },
      finds: [],
    },
    {
      title: 'Nor has it where the client offered more',
      scene: {
        offer: { versions: ['TLSv1.2'], schemes: ['rsa_pkcs1_sha1'] },
        answer: { version: 'TLSv1.1', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA' },
      },
      finds: [],
    },
  ],
  check(facts, { profile }, report) {
    const choice = chosenIn(facts);
    const { conversation, client, server, origin } = facts;
    if (choice && choice.version < TLS12) return;
    const offered = conversation.offer?.schemes ?? [];
    const [weakOffer] = offered.filter(isWeak);
    const signed = clientScheme(conversation);
    const isAllWeak = weakOffer !== undefined && offered.every(isWeak);
    const say = (side: string, what: string, severity: { severity?: 'hint' } = {}): void =>
      report(sentence(`${side} ${what}. Distributions with OpenSSL 3 at security level 2 refuse it ("legacy sigalg disallowed").`), {
        ...severity,
        remedy: `Update the stack of ${side}.`,
        command: lineTo(facts, { more: ['-tls1_2'] }, '| grep "Peer signing digest"'),
      });
    if (isAllWeak) say(client, `takes no signature of the handshake but ${schemeWords(offered)}`);
    else if (choice?.version === TLS12 && choice.scheme !== undefined && isWeak(choice.scheme))
      say(server, `signs the handshake with ${schemeWords([choice.scheme])}`);
    if (signed !== undefined && isWeak(signed)) say(client, `signs the handshake with ${schemeWords([signed])}`);
    else if (profile === 'strict' && origin === 'capture' && weakOffer !== undefined && !isAllWeak)
      say(client, `offers ${schemeWords([weakOffer])} among stronger ones`, { severity: 'hint' });
  },
});
