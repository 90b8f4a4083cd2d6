import { answeredEndpoints } from '../../probe/options-facts';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/options-405-without-allow',
  subject: 'probe',
  severity: { practical: 'off', strict: 'error' },
  title: '405 without Allow',
  remedy: 'A matter for the vendor of the peer.',
  cites: ['RFC 3261 §21.4.6'],
  examples: [
    {
      title: '405 without Allow',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: { outcome: 'answered', sipMs: 30, answer: 'SIP/2.0 405 Method Not Allowed\nVia: {via}\nCSeq: 1 OPTIONS\n\n' },
          },
        ],
      },
      finds: ['error'],
    },
    {
      title: '405 with Allow',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: {
              outcome: 'answered',
              sipMs: 30,
              answer: 'SIP/2.0 405 Method Not Allowed\nVia: {via}\nAllow: INVITE, ACK, BYE\nCSeq: 1 OPTIONS\n\n',
            },
          },
        ],
      },
      finds: [],
    },
    {
      title: '501 needs none',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: { outcome: 'answered', sipMs: 30, answer: 'SIP/2.0 501 Not Implemented\nVia: {via}\nCSeq: 1 OPTIONS\n\n' },
          },
        ],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    for (const { endpoint, answer, command } of answeredEndpoints(facts))
      if (answer.status === 405 && !answer.has('Allow'))
        report(`${endpoint.socket} refuses OPTIONS and does not say what it allows.`, { at: { endpoint: endpoint.socket }, command });
  },
});
