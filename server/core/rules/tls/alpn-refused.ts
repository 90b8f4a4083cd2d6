import { lineTo, quotedNames } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/alpn-refused',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Peer knows none of the offered ALPN names',
  remedy: "Empty the client's ALPN list (LiveKit does this by configuration), or offer what the server lists.",
  cites: ['RFC 7301 §3.2'],
  examples: [
    {
      title: 'Alert 120 to a client that offers "sip"',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { protocols: ['sip'] },
        answer: 'nothing',
        alert: { from: 'server', code: 120 },
      },
      finds: ['error'],
    },
    {
      title: 'Alert 120 though nothing was offered',
      scene: { answer: 'nothing', alert: { from: 'server', code: 120 } },
      finds: ['error'],
    },
    { title: 'The server passes over the extension', scene: { offer: { protocols: ['sip'] } }, finds: [] },
    {
      title: 'Another alert',
      scene: { offer: { protocols: ['sip'] }, answer: 'nothing', alert: { from: 'server', code: 40 } },
      finds: [],
    },
    {
      title: 'The client refuses what the server chose',
      scene: {
        answer: { version: 'TLSv1.2', protocol: 'h2' },
        until: 'server-hello',
        alert: { from: 'client', code: 120 },
        code: 'ERR_SSL_X',
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { alert, server, conversation } = facts;
    if (alert?.code !== 120 || alert.direction !== 'received') return;
    const offered = conversation.offer?.protocols ?? [];
    const message =
      offered.length > 0
        ? `${server} closed with alert 120: it speaks none of ${quotedNames(offered)}. The client insists on ALPN, the server has another list.`
        : `${server} closed with alert 120: it insists on ALPN, and nothing was offered.`;
    report(message, {
      ...(offered.length > 0 ? {} : { remedy: 'Offer what the server lists, or have it accept clients without ALPN.' }),
      command: `${lineTo(facts, { more: ['-alpn', 'sip/2'] })}; ${lineTo(facts)}`,
    });
  },
});
