import { chosenIn } from '../../probe/tls-weakness';
import { firstLine, lineTo, quotedName } from '../../probe/tls-words';
import { visibleName } from '../../text/visible-name';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/http-on-tls-port',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Port belongs to a web server',
  remedy: 'Check port and address: 443 is usually the portal; SIP over TLS is on 5061 or where the provider says.',
  cites: ['RFC 3261 §19.1.2'],
  examples: [
    {
      title: 'A web server without TLS',
      scene: { answer: 'nothing', foreign: 'HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n' },
      finds: ['error'],
    },
    {
      title: 'A web server over TLS, which answers OPTIONS',
      scene: { speaks: true, httpLine: 'HTTP/1.1 505 HTTP Version Not Supported' },
      finds: ['error'],
    },
    {
      title: 'It chose HTTP from a list that this side offered',
      scene: { offer: { protocols: ['sip/2', 'http/1.1'] }, answer: { protocol: 'http/1.1' } },
      finds: ['error'],
    },
    { title: 'SIP over TLS', scene: { speaks: true }, finds: [] },
    { title: 'SIP in clear', scene: { answer: 'nothing', foreign: 'SIP/2.0 400 Bad Request\r\n\r\n' }, finds: [] },
    {
      title: 'A browser in a capture',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { protocols: ['h2', 'http/1.1'] },
        answer: { version: 'TLSv1.2', protocol: 'h2' },
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { outcome, foreign, httpLine, server, origin } = facts;
    const protocol = origin === 'probe' ? chosenIn(facts)?.protocol : undefined;
    const line = httpLine ?? (outcome === 'http' && foreign ? firstLine(foreign) : undefined);
    const isChosen = protocol === 'h2' || protocol === 'http/1.1';
    if (outcome !== 'http' && line === undefined && !isChosen) return;
    const sign = line ? ` (${visibleName(line, 80)})` : isChosen ? ` (it chose ALPN ${quotedName(protocol)})` : '';
    report(`${server} is a web server${sign}, not SIP. The certificate may be perfect and still the call goes nowhere.`, {
      command: lineTo(facts, { more: ['-quiet'] }),
    });
  },
});
