import { highestOffered, lineTo, quotedName, realSuites } from '../../probe/tls-words';
import { TLS12, versionWord } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/client-offers-obsolete-only',
  subject: 'tls',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Client knows nothing newer than TLS 1.1',
  remedy: 'Update the firmware, or give these devices a listener of their own.',
  cites: ['RFC 8996 §4', 'RFC 8996 §5'],
  examples: [
    {
      title: 'A phone that ends at TLS 1.0',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        serverName: null,
        offer: { versions: ['TLSv1'], suites: ['TLS_RSA_WITH_AES_128_CBC_SHA'] },
        answer: { version: 'TLSv1', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' },
      },
      finds: ['warning'],
    },
    {
      title: 'A phone that ends at TLS 1.1',
      scene: { origin: 'capture', client: '198.51.100.7:49152', offer: { versions: ['TLSv1.1'] }, answer: 'nothing', line: 'ended' },
      profile: 'strict',
      finds: ['error'],
    },
    {
      title: 'TLS 1.2',
      scene: { origin: 'capture', client: '198.51.100.7:49152', offer: { versions: ['TLSv1.2'] }, answer: { version: 'TLSv1.2' } },
      finds: [],
    },
    { title: 'The probe asks so on purpose', scene: { offer: { versions: ['TLSv1.1'] }, answer: 'nothing', line: 'ended' }, finds: [] },
  ],
  check(facts, _context, report) {
    const { origin, conversation, client } = facts;
    const { offer } = conversation;
    const highest = offer ? highestOffered(offer) : 0;
    if (origin !== 'capture' || !offer || highest === 0 || highest >= TLS12) return;
    const count = realSuites(offer.suites).length;
    const name = offer.serverName === null ? 'no server name' : `server name ${quotedName(offer.serverName)}`;
    report(
      `${client} (${name}, ${count} ${count === 1 ? 'suite' : 'suites'}) offers at most ${versionWord(highest)}. It works only as long as the server keeps that version open; it will be locked out by a 1.2 minimum.`,
      { command: lineTo(facts, { more: ['-tls1_1', '-cipher', 'DEFAULT@SECLEVEL=0'] }) },
    );
  },
});
