import { brokenIpv6, standingOf } from '../../probe/address-groups';
import { isFromDns } from '../../probe/dns-walk';
import { commandTo } from '../../probe/endpoint-command';
import { enumerated } from '../../text/enumerated';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/ipv6-broken',
  subject: 'probe',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'IPv6 address does not work',
  remedy: 'Open the port for IPv6 or remove the AAAA record.',
  cites: ['RFC 3263 §4.3', 'RFC 8305'],
  examples: [
    {
      title: 'refused over IPv6, fine over IPv4',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 2001:db8::1'],
        endpoints: [{ socket: '[2001:db8::1]:5061', outcome: 'refused' }],
      },
      finds: ['warning'],
    },
    {
      title: 'two of them, for two reasons',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 2001:db8::1', 'sip.example.com A 2001:db8::2'],
        endpoints: [
          { socket: '[2001:db8::1]:5061', outcome: 'timeout' },
          { socket: '[2001:db8::2]:5061', outcome: 'reset' },
        ],
      },
      finds: ['warning'],
    },
    {
      title: 'both work',
      scene: { target: 'sip.example.com:5061', zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 2001:db8::1'] },
      finds: [],
    },
    {
      title: 'this host has no IPv6, so that it was not checked',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 2001:db8::1'],
        endpoints: [{ socket: '[2001:db8::1]:5061', outcome: 'unreachable', code: 'ENETUNREACH' }],
        hasIpv6: false,
      },
      finds: [],
    },
    {
      title: 'one IPv6 address works: it is not IPv6 (probe/one-of-many)',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 2001:db8::1', 'sip.example.com A 2001:db8::2'],
        endpoints: [{ socket: '[2001:db8::1]:5061', outcome: 'refused' }],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const broken = brokenIpv6(facts);
    const [first] = broken;
    if (!first) return;
    const each = broken.map((endpoint) => `${endpoint.socket} ${standingOf(endpoint, facts).why}`);
    const isSilent = broken.some(({ outcome }) => outcome === 'timeout');
    const wait = isSilent ? `wait ${facts.policy.timeoutMs} ms or longer and may then give up` : 'lose time and may give up';
    report(`${enumerated(each)}, IPv4 works. Devices that prefer IPv6 ${wait}; SIP has no universal happy eyeballs.`, {
      at: { endpoint: first.socket },
      ...(isFromDns(facts.resolution) ? {} : { remedy: 'Open the port for IPv6.' }),
      command: commandTo(facts, first),
    });
  },
});
