import { lineTo, ms } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

const SLOW_MS = 1000;
/** Two round trips are what TLS 1.2 needs; the rest is for a busy line. */
const ROUND_TRIPS = 4;

export default defineTlsRule({
  id: 'tls/handshake-slow',
  subject: 'tls',
  severity: { practical: 'info', strict: 'info' },
  title: 'Handshake is slow',
  remedy: "Keep connections open (RFC 5626 keep-alive); look at the server's load and reverse DNS.",
  cites: [],
  examples: [
    { title: 'A second and a half on a short path', scene: { timings: { tcpMs: 11, tlsMs: 1520 } }, finds: ['info'] },
    { title: 'Quick', scene: { timings: { tcpMs: 11, tlsMs: 120 } }, finds: [] },
    { title: 'A long path explains it', scene: { timings: { tcpMs: 600, tlsMs: 1900 } }, finds: [] },
    {
      title: 'So does a round trip more on it',
      scene: { answer: { retry: 'secp384r1', group: 'secp384r1' }, timings: { tcpMs: 300, tlsMs: 1400 } },
      finds: [],
    },
    { title: 'It failed after all', scene: { until: 'server-hello', timings: { tcpMs: 11, tlsMs: 5000 } }, finds: [] },
  ],
  check(facts, _context, report) {
    const { timings, outcome, conversation, server } = facts;
    const { tlsMs, tcpMs } = timings;
    if (outcome !== 'ok' || tlsMs === undefined || tcpMs === undefined || tlsMs <= SLOW_MS) return;
    const wasRetried = conversation.answer.kind === 'chosen' && conversation.answer.wasRetried;
    if (tlsMs <= (ROUND_TRIPS + (wasRetried ? 1 : 0)) * tcpMs) return;
    report(
      `TLS took ${ms(tlsMs)} on a path of ${ms(tcpMs)}: ${server} is busy, asks a slow OCSP responder or HSM, or looks up our address. Calls that need a new connection start that much later.`,
      { command: lineTo(facts) },
    );
  },
});
