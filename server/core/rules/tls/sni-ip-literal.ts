import { serverNameFault } from '../../probe/server-name';
import { lineTo, quotedName, sentence } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/sni-ip-literal',
  subject: 'tls',
  severity: { practical: 'warning', strict: 'error' },
  title: 'IP address as server name',
  remedy: 'The client lost the name before the TLS layer (it resolved first). Give it the name, and the address only as a destination.',
  cites: ['RFC 6066 §3'],
  examples: [
    {
      title: 'A dotted quad',
      scene: { origin: 'capture', client: '198.51.100.7:49152', serverName: '192.0.2.1' },
      finds: ['warning'],
    },
    {
      title: 'An IPv6 address in brackets',
      scene: { origin: 'capture', client: '198.51.100.7:49152', serverName: '[2001:db8::1]' },
      profile: 'strict',
      finds: ['error'],
    },
    { title: 'No server name', scene: { serverName: null }, finds: [] },
    {
      title: 'A host name that begins like an address',
      scene: { origin: 'capture', client: '198.51.100.7:49152', serverName: '192.0.2.sip' },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const name = facts.conversation.offer?.serverName ?? null;
    if (name === null || serverNameFault(name) !== 'address') return;
    report(
      sentence(
        `${facts.client} sends ${quotedName(name)} as server name. IP literals are not allowed there; some servers close with alert 47 or 112, others hand out the wrong certificate.`,
      ),
      { command: lineTo(facts, {}, '2>/dev/null | openssl x509 -noout -subject') },
    );
  },
});
