import { causeByTrials, isBeforeServerHello, isClearSipPort } from '../../probe/tls-failure';
import { lineTo, ms } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/reset-after-hello',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Connection reset right after the hello',
  remedy:
    'Try without SNI, with TLS 1.2 only, from another source address; compare the TTL of the RST with that of SYN-ACK: if they differ, a middlebox sent it.',
  cites: ['RFC 8446 §6'],
  examples: [
    {
      title: 'RST in answer to the hello',
      scene: { answer: 'nothing', line: 'reset', timings: { tcpMs: 11, tlsMs: 12.4 } },
      finds: ['error'],
    },
    {
      title: 'Every other hello is reset as well',
      scene: {
        answer: 'nothing',
        line: 'reset',
        timings: {},
        trials: [
          { kind: 'smaller', answer: 'reset' },
          { kind: 'without-tls13', answer: 'reset' },
        ],
      },
      finds: ['error'],
    },
    {
      title: 'A smaller hello is answered',
      scene: {
        offer: { octets: 1550 },
        answer: 'nothing',
        line: 'reset',
        trials: [{ kind: 'smaller', answer: 'server-hello', version: 'TLSv1.3' }],
      },
      finds: [],
    },
    { title: 'A reset behind the ServerHello', scene: { until: 'server-hello', line: 'reset' }, finds: [] },
    { title: 'Closed, not reset', scene: { answer: 'nothing', line: 'ended' }, finds: [] },
    { title: 'The port speaks SIP in clear', scene: { answer: 'nothing', line: 'reset', speaksClearSip: true }, finds: [] },
  ],
  check(facts, _context, report) {
    const { outcome, server, timings } = facts;
    if (outcome !== 'reset' || !isBeforeServerHello(facts) || causeByTrials(facts) || isClearSipPort(facts)) return;
    const after = timings.tlsMs === undefined ? 'right' : ms(timings.tlsMs);
    report(
      `${server} reset the connection ${after} after the hello. No TLS listener behind the balancer, or a firewall that dislikes this hello (server name, TLS 1.3, size).`,
      { command: lineTo(facts) },
    );
  },
});
