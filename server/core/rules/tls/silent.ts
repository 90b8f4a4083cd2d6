import { causeByTrials, isClearSipPort, isSilence } from '../../probe/tls-failure';
import { lineTo, ms } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/silent',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Server says nothing to the hello',
  remedy: 'Ask on which port TLS listens; send an OPTIONS in clear to see whether it is plain SIP; try with smaller MSS.',
  cites: ['RFC 8446 §4.1.2'],
  examples: [
    { title: 'No octet until the deadline', scene: { answer: 'nothing' }, finds: ['error'] },
    {
      title: 'It waited until its own patience was over',
      scene: { answer: 'nothing', line: 'ended', timings: { tcpMs: 11, tlsMs: 4800 } },
      finds: ['error'],
    },
    {
      title: 'A smaller hello is answered',
      scene: {
        offer: { octets: 1550 },
        answer: 'nothing',
        trials: [{ kind: 'smaller', answer: 'server-hello', version: 'TLSv1.3' }],
      },
      finds: [],
    },
    { title: 'It hung up at once', scene: { answer: 'nothing', line: 'ended' }, finds: [] },
    { title: 'It began and stood still', scene: { until: 'server-hello' }, finds: [] },
    { title: 'The port speaks SIP in clear', scene: { answer: 'nothing', speaksClearSip: true }, finds: [] },
  ],
  check(facts, _context, report) {
    const { outcome, server, timings, timeoutMs } = facts;
    if (!isSilence(facts) || causeByTrials(facts) || isClearSipPort(facts)) return;
    const end =
      outcome === 'closed' && timings.tlsMs !== undefined
        ? `until it hung up by itself after ${ms(timings.tlsMs)}`
        : `for all of the ${ms(timeoutMs)} that it was given`;
    report(
      `${server} accepts TCP and then keeps silent, ${end}. Either it is not a TLS port (plain SIP waits for a request), or the packet with the hello is lost behind a firewall (path MTU).`,
      { command: lineTo(facts) },
    );
  },
});
