import { answeredEndpoints } from '../../probe/options-facts';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/options-slow',
  subject: 'probe',
  severity: { practical: 'info', strict: 'info' },
  title: 'SIP answer is slow',
  remedy: 'Look at reverse DNS, database look-ups and load there.',
  cites: [],
  examples: [
    {
      title: 'an answer after 1500 ms',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: { outcome: 'answered', sipMs: 1500, answer: 'SIP/2.0 200 OK\nVia: {via}\nCSeq: 1 OPTIONS\n\n' },
          },
        ],
      },
      finds: ['info'],
    },
    {
      title: 'an answer after 50 ms',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: { outcome: 'answered', sipMs: 50, answer: 'SIP/2.0 200 OK\nVia: {via}\nCSeq: 1 OPTIONS\n\n' },
          },
        ],
      },
      finds: [],
    },
    {
      title: 'a path over a satellite',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            timings: { tcpMs: 600 },
            options: { outcome: 'answered', sipMs: 900, answer: 'SIP/2.0 200 OK\nVia: {via}\nCSeq: 1 OPTIONS\n\n' },
          },
        ],
      },
      finds: [],
    },
    {
      title: 'the handshake was slow already, which is said elsewhere',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            timings: { tcpMs: 10, tlsMs: 1400 },
            options: { outcome: 'answered', sipMs: 1500, answer: 'SIP/2.0 200 OK\nVia: {via}\nCSeq: 1 OPTIONS\n\n' },
          },
        ],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    for (const { endpoint, options, command } of answeredEndpoints(facts)) {
      const { tcpMs = 0, tlsMs = 0 } = endpoint.timings;
      const { sipMs = 0 } = options;
      const isSlowThroughout = tlsMs > 1000 && tlsMs > 4 * tcpMs;
      if (sipMs <= 500 || sipMs <= 4 * tcpMs || isSlowThroughout) continue;
      report(
        `${endpoint.socket}: the first SIP answer took ${Math.round(sipMs)} ms on a path of ${Math.round(tcpMs)} ms; each call setup starts with this delay.`,
        { at: { endpoint: endpoint.socket }, command },
      );
    }
  },
});
