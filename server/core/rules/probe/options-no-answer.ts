import type { OptionsFacts } from '../../probe/facts';
import { askedEndpoints } from '../../probe/options-facts';
import { shortened } from '../../text/shortened';
import { visibleName } from '../../text/visible-name';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/options-no-answer',
  subject: 'probe',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS works, OPTIONS gets no answer',
  remedy: 'Ask from the address, and with the Contact host, that the provider knows; look at its access list.',
  cites: ['RFC 3261 §11.2', 'RFC 3261 §8.2.1'],
  examples: [
    {
      title: 'a server that only reads',
      scene: { target: 'sips:192.0.2.1:5061', endpoints: [{ socket: '192.0.2.1:5061', options: { outcome: 'silent' } }] },
      finds: ['warning'],
    },
    {
      title: 'an answer that never ends',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [{ socket: '192.0.2.1:5061', options: { outcome: 'incomplete', foreign: 'SIP/2.0 200 OK\r\nVia' } }],
      },
      finds: ['warning'],
    },
    {
      title: 'an answer that is no SIP',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [{ socket: '192.0.2.1:5061', options: { outcome: 'not-sip', foreign: '220 mail ready\r\n' } }],
      },
      finds: ['warning'],
    },
    {
      title: 'a web server, which is said elsewhere',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [{ socket: '192.0.2.1:5061', options: { outcome: 'not-sip', foreign: 'HTTP/1.1 400 Bad Request\r\n' } }],
      },
      finds: [],
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
    { title: 'nothing was sent', scene: { target: 'sips:192.0.2.1:5061' }, finds: [] },
    {
      title: 'the server hung up (probe/options-closed)',
      scene: { target: 'sips:192.0.2.1:5061', endpoints: [{ socket: '192.0.2.1:5061', options: { outcome: 'closed' } }] },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    for (const { endpoint, options, command } of askedEndpoints(facts)) {
      const what = whatCame(options);
      if (what === undefined) continue;
      report(
        `${endpoint.socket} ${what}${options.outcome === 'silent' ? ' Some trunks ignore requests from unknown hosts; Teams does unless Contact and Record-Route hold a known FQDN.' : ''}`,
        { at: { endpoint: endpoint.socket }, command, ...(options.outcome === 'silent' ? {} : { remedy: otherRemedy }) },
      );
    }
  },
});

const otherRemedy = 'Look whether SIP is what listens behind this port, and into the log of the server.';

function whatCame({ outcome, foreign, timeoutMs }: OptionsFacts): string | undefined {
  const text = String.fromCharCode(...(foreign ?? []).slice(0, 200));
  switch (outcome) {
    case 'silent':
      return `takes the OPTIONS and says nothing within ${timeoutMs} ms.`;
    case 'incomplete':
      return 'takes the OPTIONS and begins an answer that it does not end.';
    case 'too-long':
      return 'takes the OPTIONS and sends more than an answer can have.';
    case 'not-sip':
      return /^HTTP\//.test(text)
        ? undefined
        : `answers the OPTIONS with something that is no SIP: “${visibleName(shortened(text.trim(), 60))}”.`;
    default:
      return undefined;
  }
}
