import { chosenIn } from '../../probe/tls-weakness';
import { lineTo, quotedNames, sentence } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/alpn-unregistered-name',
  subject: 'tls',
  severity: { practical: 'off', strict: 'info' },
  title: 'ALPN name is not the registered one',
  remedy: 'Offer "sip/2", or nothing: hardly any SIP peer needs ALPN.',
  cites: ['RFC 7301 §6', 'IANA TLS ALPN Protocol IDs'],
  examples: [
    {
      title: 'A client that offers "sip"',
      scene: { origin: 'capture', client: '198.51.100.7:49152', offer: { protocols: ['sip'] }, answer: { version: 'TLSv1.2' } },
      finds: ['info'],
    },
    {
      title: 'Several, with characters that do not show',
      scene: { offer: { protocols: ['sip', 'sip/2.0\u202e\u0000', 'h2'] } },
      finds: ['info'],
    },
    { title: 'The registered name', scene: { offer: { protocols: ['sip/2'] }, answer: { protocol: 'sip/2' } }, finds: [] },
    { title: 'Names of other protocols', scene: { offer: { protocols: ['h2', 'http/1.1'] } }, finds: [] },
    { title: 'No ALPN', scene: {}, finds: [] },
  ],
  check(facts, _context, report) {
    const offered = facts.conversation.offer?.protocols ?? [];
    const chosen = chosenIn(facts)?.protocol ?? undefined;
    const isWrong = (name: string): boolean => /^sip/i.test(name) && name !== 'sip/2';
    const isServers = chosen !== undefined && isWrong(chosen) && !offered.includes(chosen);
    const wrong = isServers ? [chosen] : offered.filter(isWrong);
    if (wrong.length === 0) return;
    report(
      sentence(
        `${isServers ? facts.server : facts.client} uses ALPN ${quotedNames(wrong)}. The registered name for SIP is "sip/2"; strict peers answer an unknown name with alert 120.`,
      ),
      { command: lineTo(facts, { more: ['-alpn', 'sip/2'] }, '| grep ALPN') },
    );
  },
});
