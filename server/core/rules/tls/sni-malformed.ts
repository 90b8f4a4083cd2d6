import { bareHost, serverNameFault } from '../../probe/server-name';
import { lineTo, quotedName, sentence } from '../../probe/tls-words';
import { extension } from '../../tls/extensions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/sni-malformed',
  subject: 'tls',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Server name is not a plain host name',
  remedy: 'Configure the host name without port, scheme and final dot.',
  cites: ['RFC 6066 §3'],
  examples: [
    {
      title: 'A dot at the end',
      scene: { origin: 'capture', client: '198.51.100.7:49152', serverName: 'sip.example.com.' },
      finds: ['warning'],
    },
    {
      title: 'A whole URI',
      scene: { origin: 'capture', client: '198.51.100.7:49152', serverName: 'sips:alice@example.com:5061' },
      profile: 'strict',
      finds: ['error'],
    },
    {
      title: 'A NUL and what turns the direction of writing',
      scene: { origin: 'capture', client: '198.51.100.7:49152', serverName: 'sip.example.com\u0000.evil\u202e' },
      finds: ['warning'],
    },
    {
      title: 'Two host names',
      scene: { origin: 'capture', client: '198.51.100.7:49152', offer: { secondName: 'other.example.net' } },
      finds: ['warning'],
    },
    {
      title: 'An underscore, as some do',
      scene: { origin: 'capture', client: '198.51.100.7:49152', serverName: 'sip_1.example.com' },
      finds: ['hint'],
    },
    { title: 'A host name', scene: { origin: 'capture', client: '198.51.100.7:49152' }, finds: [] },
    {
      title: 'An address has its own rule',
      scene: { origin: 'capture', client: '198.51.100.7:49152', serverName: '192.0.2.1' },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { offer } = facts.conversation;
    const sent = offer && extension(offer.hello.extensions, 'server_name');
    if (!sent || sent.serverName === null) return;
    const name = sent.serverName;
    const fault = serverNameFault(name);
    if (fault === 'address' || (fault === undefined && !sent.isRepeated)) return;
    const wanted = bareHost(name);
    const expected = wanted === undefined ? '' : ` (${quotedName(wanted)})`;
    const message =
      fault === undefined
        ? `${facts.client} sends more than one server name, ${quotedName(name)} first. Only one belongs there; servers refuse the hello or take either.`
        : fault === 'underscore'
          ? `${facts.client} sends the server name ${quotedName(name)}. By the letter no host name has an underscore; a strict server will not take it.`
          : `${facts.client} sends the server name ${quotedName(name)}. Only the bare host name belongs there${expected}; the server will not find it in its table.`;
    report(sentence(message), {
      ...(fault === 'underscore' ? { atMost: 'hint' } : {}),
      ...(wanted === undefined ? {} : { command: lineTo(facts, { serverName: wanted }) }),
    });
  },
});
