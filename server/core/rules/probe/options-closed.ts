import { askedEndpoints } from '../../probe/options-facts';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/options-closed',
  subject: 'probe',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Peer closes after the OPTIONS',
  remedy: 'Look whether the port carries SIP at all; then ask from the address, and with the Contact host, that the provider knows.',
  cites: ['RFC 3261 §11.2'],
  examples: [
    {
      title: 'the end of the connection in place of an answer',
      scene: { target: 'sips:192.0.2.1:5061', endpoints: [{ socket: '192.0.2.1:5061', options: { outcome: 'closed' } }] },
      finds: ['warning'],
    },
    {
      title: 'a reset in place of an answer',
      scene: { target: 'sips:192.0.2.1:5061', endpoints: [{ socket: '192.0.2.1:5061', options: { outcome: 'broken' } }] },
      finds: ['warning'],
    },
    {
      title: 'an answer',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: { outcome: 'answered', sipMs: 30, answer: 'SIP/2.0 200 OK\nVia: {via}\nCSeq: 1 OPTIONS\n\n' },
          },
        ],
      },
      finds: [],
    },
    {
      title: 'a fatal alert, which belongs to TLS',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [{ socket: '192.0.2.1:5061', outcome: 'alert', alert: 116, options: { outcome: 'closed' } }],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    for (const { endpoint, options, command } of askedEndpoints(facts)) {
      if ((options.outcome !== 'closed' && options.outcome !== 'broken') || endpoint.tls?.alert) continue;
      const how = options.outcome === 'closed' ? 'hangs up on the OPTIONS' : 'breaks the connection on the OPTIONS';
      report(`${endpoint.socket} ${how}: not SIP, an SBC that drops unknown peers, or a parser that dislikes something.`, {
        at: { endpoint: endpoint.socket },
        command,
      });
    }
  },
});
