import { chosenIn } from '../../probe/tls-weakness';
import { lineTo } from '../../probe/tls-words';
import { extension } from '../../tls/extensions';
import { SSL3, TLS13 } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/extended-master-secret-missing',
  subject: 'tls',
  severity: { practical: 'off', strict: 'error' },
  title: 'No extended master secret',
  remedy: 'Update the TLS library of the server.',
  cites: ['RFC 9325 §3.5', 'RFC 7627 §5.2'],
  examples: [
    {
      title: 'Offered by the client, not taken up',
      scene: { answer: { version: 'TLSv1.2', lacks: ['extended_master_secret'] } },
      finds: ['error'],
    },
    { title: 'Taken up', scene: { answer: { version: 'TLSv1.2' } }, finds: [] },
    {
      title: 'The client did not offer it',
      scene: { offer: { lacks: ['extended_master_secret'] }, answer: { version: 'TLSv1.2', lacks: ['extended_master_secret'] } },
      finds: [],
    },
    {
      title: 'A resumed session has the secret of the first one',
      scene: { answer: { version: 'TLSv1.2', isResumed: true, lacks: ['extended_master_secret'] } },
      finds: [],
    },
    { title: 'TLS 1.3 always binds the key to the handshake', scene: {}, finds: [] },
    {
      title: 'SSL 3 has no extensions at all',
      scene: { answer: { version: 'SSLv3', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const choice = chosenIn(facts);
    const { offer } = facts.conversation;
    if (!choice || !offer || choice.version >= TLS13 || choice.version <= SSL3 || choice.isResumed) return;
    if (!extension(offer.hello.extensions, 'extended_master_secret')) return;
    if (extension(choice.hello.extensions, 'extended_master_secret')) return;
    report(
      `${facts.server} does not bind the session key to the handshake (triple-handshake attack). It matters where client certificates are used; in FIPS mode newer OpenSSL clients refuse.`,
      { command: lineTo(facts, { more: ['-tls1_2'] }, '| grep "Extended master secret"') },
    );
  },
});
