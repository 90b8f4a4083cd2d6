import { lineTo } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/early-data-offered',
  subject: 'tls',
  severity: { practical: 'info', strict: 'error' },
  title: '0-RTT data is allowed',
  remedy: 'Switch early data off on SIP listeners.',
  cites: ['RFC 9325 §3.10', 'RFC 8446 §8'],
  examples: [
    {
      title: 'A ticket that allows 16 KB of early data',
      scene: { tickets: [{ lifetimeSeconds: 7200, earlyData: 16384 }] },
      finds: ['info'],
    },
    { title: 'A ticket without', scene: { tickets: [{ lifetimeSeconds: 7200 }] }, finds: [] },
    { title: 'It allows no octet', scene: { tickets: [{ lifetimeSeconds: 7200, earlyData: 0 }] }, finds: [] },
    {
      title: 'A web server, where early data has a profile',
      scene: { tickets: [{ lifetimeSeconds: 7200, earlyData: 16384 }], httpLine: 'HTTP/1.1 400 Bad Request' },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    if (!facts.conversation.tickets.some(({ earlyData }) => earlyData > 0) || facts.httpLine !== undefined) return;
    report(
      `${facts.server} allows 0-RTT. Early data can be replayed, and SIP has no profile that makes that safe: a replayed INVITE is a second call.`,
      { command: lineTo(facts, { more: ['-tls1_3'], waitSeconds: 1 }, '| grep "Max Early Data"') },
    );
  },
});
