import { standingOf } from '../../probe/address-groups';
import { commandTo, leafOf } from '../../probe/endpoint-command';
import type { ProbeFacts } from '../../probe/facts';
import { DAY_MS, day, generationsOf, isTwin, leavesOf } from '../../probe/leaf-groups';
import { enumerated } from '../../text/enumerated';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/certificate-differs',
  subject: 'probe',
  severity: { practical: 'info', strict: 'info' },
  title: 'Addresses serve different certificates',
  remedy: 'Nothing, unless you pin certificates.',
  cites: ['RFC 9325 §3.9'],
  examples: [
    {
      title: 'two listeners, each with a certificate of its own',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', certificate: { copy: 2 } }],
      },
      finds: ['info'],
    },
    {
      title: 'issued together, and one ends in a week',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', certificate: { notAfter: '2026-06-08T00:00:00Z' } }],
      },
      finds: ['warning'],
    },
    {
      title: 'the same on both',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.1:5061' }, { socket: '192.0.2.2:5061' }],
      },
      finds: [],
    },
    {
      title: 'a certificate for each kind of key',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', certificate: { keyType: 'RSA-2048' } }],
      },
      finds: [],
    },
    {
      title: 'one of them is good for nothing, which is said there',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', certificate: { issuer: 'unknown' } }],
      },
      finds: [],
    },
    {
      title: 'two generations are another matter',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', certificate: { notBefore: '2026-05-01T00:00:00Z' } }],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const leaves = leavesOf(facts);
    const [first, ...others] = leaves;
    if (!first || others.length === 0 || others.every(({ leaf }) => isTwin(leaf, first.leaf))) return;
    const shown = leaves.flatMap(({ by }) => by);
    if (generationsOf(leaves) || shown.some((endpoint) => standingOf(endpoint, facts).kind !== 'works')) return;
    const groups = leaves.map(({ leaf, by }) => `${enumerated(by.map(({ socket }) => socket))} until ${day(leaf.notAfter)}`);
    const ending = leaves.filter(({ leaf }) => isEnding(leaf.notAfter, facts));
    const isUneven = ending.length > 0 && ending.length < leaves.length;
    const effect = isUneven
      ? 'All are good today, and one ends within 14 days while another does not.'
      : 'All are good; only monitoring and pinning notice.';
    report(`${leaves.length} certificates on ${shown.length} addresses: ${enumerated(groups, 4)}. ${effect}`, {
      at: { endpoint: (ending[0] ?? others[0] ?? first).by[0].socket, certificate: 0 },
      command: commandTo(facts, shown[0] ?? first.by[0], { pipe: leafOf('fingerprint', 'sha256', 'enddate') }),
      ...(isUneven
        ? { severity: 'warning', remedy: `Renew on ${enumerated(ending.flatMap(({ by }) => by.map(({ socket }) => socket)))}.` }
        : {}),
    });
  },
});

const isEnding = (notAfter: Date, { now }: Pick<ProbeFacts, 'now'>): boolean => notAfter.getTime() - now.getTime() <= 14 * DAY_MS;
