import { addressesOf, splitByConnection } from '../../probe/address-groups';
import { commandTo } from '../../probe/endpoint-command';
import type { EndpointFacts } from '../../probe/facts';
import { enumerated } from '../../text/enumerated';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/unreachable',
  subject: 'probe',
  severity: { practical: 'error', strict: 'error' },
  title: 'No answer to the connection attempt',
  remedy: 'Have your source address entered at the provider; check the outbound rule for this TCP port.',
  cites: ['RFC 3263 §4.3'],
  examples: [
    {
      title: 'packets are dropped',
      scene: { target: '192.0.2.1:5061', endpoints: [{ socket: '192.0.2.1:5061', outcome: 'timeout' }] },
      finds: ['error'],
    },
    {
      title: 'no route to one, silence from the other',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', outcome: 'unreachable', code: 'EHOSTUNREACH' },
          { socket: '192.0.2.2:5061', outcome: 'timeout' },
        ],
      },
      finds: ['error', 'error'],
    },
    {
      title: 'only IPv6 addresses, and no IPv6 here: nothing is known',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 2001:db8::1'],
        endpoints: [{ socket: '[2001:db8::1]:5061', outcome: 'unreachable', code: 'ENETUNREACH' }],
        hasIpv6: false,
      },
      finds: ['info'],
    },
    { title: 'an answer', scene: { target: '192.0.2.1:5061' }, finds: [] },
    {
      title: 'an IPv6 address beside one that works, and no IPv6 here',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 127.0.0.1', 'sip.example.com A 2001:db8::1'],
        endpoints: [{ socket: '[2001:db8::1]:5061', outcome: 'unreachable', code: 'ENETUNREACH' }],
        hasIpv6: false,
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { works, fails } = splitByConnection(facts);
    const silent = fails.filter(({ outcome }) => outcome === 'timeout');
    const routeless = fails.filter(({ outcome }) => outcome === 'unreachable');
    const tell = (some: readonly EndpointFacts[], message: string): void => {
      const [first] = some;
      if (first && works.length === 0) report(message, { at: { endpoint: first.socket }, command: commandTo(facts, first) });
    };
    const seconds = `${Number((facts.policy.timeoutMs / 1000).toFixed(1))} s`;
    tell(
      silent,
      `${answerless(silent)} within ${seconds}: packets are dropped, usually by an access list that does not know your address.`,
    );
    const codes = [...new Set(routeless.flatMap(({ code }) => code ?? []))].join(', ');
    tell(routeless, `${answerless(routeless)}: there is no route${codes === '' ? '' : ` (${codes})`}.`);
    const all = addressesOf(facts);
    if (!facts.hasIpv6 && all.length > 0 && all.every(({ family, outcome }) => family === 6 && outcome === 'unreachable'))
      report(
        `This host has no IPv6, and ${facts.target.host} has IPv6 addresses only: they could not be checked. That says nothing about the server.`,
        { atMost: 'info', remedy: 'Probe from a host that has IPv6.' },
      );
  },
});

const answerless = (some: readonly EndpointFacts[]): string =>
  some.length === 1
    ? `${some[0]?.address} does not answer on TCP port ${some[0]?.port}`
    : `${enumerated(some.map(({ socket }) => socket))} do not answer`;
