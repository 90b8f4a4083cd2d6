import { lineTo, sentence, subjectWords } from '../../probe/tls-words';
import { isIpLiteral } from '../../sip/socket';
import { visibleName } from '../../text/visible-name';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/sni-missing',
  subject: 'tls',
  severity: { practical: 'info', strict: 'warning' },
  title: 'ClientHello without server name',
  remedy:
    'Configure the name on the client (Kamailio server_name/server_id in the client profile, OpenSIPS client domain, SIPp has no option: test with another client).',
  cites: ['RFC 6066 §3', 'RFC 9325 §3.7'],
  examples: [
    {
      title: 'The default certificate does not name the domain of the requests',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        serverName: null,
        answer: { version: 'TLSv1.2' },
        certificates: [{ subject: 'default.example.net' }],
        sipDomain: 'sip.example.com',
      },
      finds: ['info'],
    },
    {
      title: 'Who asks by name gets another certificate',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        serverName: null,
        answer: { version: 'TLSv1.2' },
        hasOtherCertificate: true,
      },
      profile: 'strict',
      finds: ['warning'],
    },
    {
      title: 'The server says that something is missing',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        serverName: null,
        answer: 'nothing',
        alert: { from: 'server', code: 109 },
      },
      finds: ['info'],
    },
    {
      title: 'No harm was seen',
      scene: { origin: 'capture', client: '198.51.100.7:49152', serverName: null, answer: { version: 'TLSv1.2' } },
      finds: ['hint'],
    },
    {
      title: 'A client that dials an address',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        serverName: null,
        answer: { version: 'TLSv1.2' },
        sipDomain: '192.0.2.1',
      },
      finds: [],
    },
    {
      title: 'A name was sent',
      scene: { origin: 'capture', client: '198.51.100.7:49152', answer: { version: 'TLSv1.2' } },
      finds: [],
    },
    { title: 'The probe leaves it out on purpose', scene: { serverName: null }, finds: [] },
  ],
  check(facts, _context, report) {
    const { origin, conversation, client, server, leaf, sipDomain, alert } = facts;
    if (origin !== 'capture' || !conversation.offer || conversation.offer.serverName !== null) return;
    if (sipDomain && isIpLiteral(sipDomain.name)) return;
    const isRefused = alert?.direction === 'received' && (alert.code === 112 || alert.code === 109);
    const isHarm = isRefused || facts.hasOtherCertificate === true || sipDomain?.isNamed === false;
    const wanted = sipDomain?.isNamed === false ? ` The requests are for ${visibleName(sipDomain.name, 120)}.` : '';
    const shown = leaf
      ? `${server} shows its default certificate (${subjectWords(leaf)})`
      : `${server} can only use its default certificate`;
    report(
      `${sentence(client)} does not say which name it wants. ${shown}; where several tenants share the address that is the wrong one.${wanted}`,
      {
        ...(isHarm ? {} : { atMost: 'hint' }),
        command: lineTo(facts, {}, '2>/dev/null | openssl x509 -noout -subject -ext subjectAltName'),
      },
    );
  },
});
