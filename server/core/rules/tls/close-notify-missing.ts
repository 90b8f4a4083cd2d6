import { lineTo } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/close-notify-missing',
  subject: 'tls',
  severity: { practical: 'off', strict: 'warning' },
  title: 'Connection closed without close_notify',
  remedy: 'Harmless noise in most cases; a repeating pattern every few seconds from one address is a health check.',
  cites: ['RFC 8446 §6.1', 'RFC 5246 §7.2.1'],
  examples: [
    { title: 'End of the line, and nothing said', scene: { speaks: true, ending: { by: 'server', how: 'fin' } }, finds: ['warning'] },
    {
      title: 'It said goodbye',
      scene: { speaks: true, alert: { from: 'server', code: 0, level: 'warning' }, ending: { by: 'server', how: 'fin' } },
      finds: [],
    },
    {
      title: 'Before TLS 1.3 the goodbye cannot be read, and is seen',
      scene: {
        answer: { version: 'TLSv1.2' },
        speaks: true,
        alert: { from: 'server', code: 0, level: 'warning' },
        ending: { by: 'server', how: 'fin' },
      },
      finds: [],
    },
    { title: 'This side closed first', scene: { speaks: true, ending: { by: 'client', how: 'fin' } }, finds: [] },
    {
      title: 'A capture of TLS 1.3 without keys hides it',
      scene: { origin: 'capture', client: '198.51.100.7:49152', speaks: true, ending: { by: 'server', how: 'fin' } },
      finds: [],
    },
    { title: 'A reset is another thing', scene: { speaks: true, ending: { by: 'server', how: 'reset' } }, finds: [] },
    { title: 'It was refused', scene: { alert: { from: 'server', code: 40 }, ending: { by: 'server', how: 'fin' } }, finds: [] },
  ],
  check(facts, _context, report) {
    const { ending, outcome, conversation, server } = facts;
    if (outcome !== 'ok' || ending?.by !== 'server' || ending.how !== 'fin') return;
    const mayBeIt = conversation.transcript.seen.some(
      (one) => one.from === 'server' && one.kind === 'hidden' && one.content !== 'handshake',
    );
    const isSaid = conversation.alerts.some((seen) => seen.from === 'server' && seen.kind === 'readable' && seen.alert.code === 0);
    if (mayBeIt || isSaid) return;
    report(
      `${server} closed without saying so. SIP messages have Content-Length, so nothing is lost, but OpenSSL 3 logs "unexpected eof while reading".`,
      { command: lineTo(facts, { more: ['-msg'] }) },
    );
  },
});
