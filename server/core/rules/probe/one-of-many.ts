import { splitByConnection, standingOf } from '../../probe/address-groups';
import { isFromDns, sharesOf } from '../../probe/dns-walk';
import { commandTo } from '../../probe/endpoint-command';
import { enumerated } from '../../text/enumerated';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/one-of-many',
  subject: 'probe',
  severity: { practical: 'error', strict: 'error' },
  title: 'Some addresses fail, others work',
  remedy: 'Repair the address or take it out of DNS until it is.',
  cites: ['RFC 3263 §4.3'],
  examples: [
    {
      title: 'SRV with two hosts, one without listener',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sips._tcp.example.com SRV 10 60 5061 sip1.example.com',
          '_sips._tcp.example.com SRV 10 40 5061 sip2.example.com',
          'sip1.example.com A 192.0.2.1',
          'sip2.example.com A 192.0.2.2',
        ],
        endpoints: [{ socket: '192.0.2.2:5061', outcome: 'refused' }],
      },
      finds: ['error'],
    },
    {
      title: 'only the backup fails',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sips._tcp.example.com SRV 10 10 5061 sip1.example.com',
          '_sips._tcp.example.com SRV 20 10 5061 sip2.example.com',
          'sip1.example.com A 192.0.2.1',
          'sip2.example.com A 192.0.2.2',
        ],
        endpoints: [{ socket: '192.0.2.2:5061', outcome: 'timeout' }],
      },
      finds: ['warning'],
    },
    {
      title: 'one refuses by an alert, which is explained at its address',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', outcome: 'alert', alert: 40 }],
      },
      finds: ['info'],
    },
    {
      title: 'both listen',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sips._tcp.example.com SRV 10 60 5061 sip1.example.com',
          '_sips._tcp.example.com SRV 10 40 5061 sip2.example.com',
          'sip1.example.com A 192.0.2.1',
          'sip2.example.com A 192.0.2.2',
        ],
      },
      finds: [],
    },
    {
      title: 'all fail alike',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', outcome: 'refused' },
          { socket: '192.0.2.2:5061', outcome: 'refused' },
        ],
      },
      finds: [],
    },
    {
      title: 'addresses given by hand: nothing is known of who calls which',
      scene: {
        target: 'sip.example.com',
        connect: ['192.0.2.1:5061', '192.0.2.2:5061'],
        endpoints: [{ socket: '192.0.2.2:5061', outcome: 'refused' }],
      },
      finds: ['error'],
    },
    {
      title: 'this side could not tell about one',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', outcome: 'unsupported' }],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { works, fails } = splitByConnection(facts);
    const [first] = fails;
    if (!first || works.length === 0) return;
    const shares = sharesOf(facts, [...works, ...fails]);
    const percent = Math.round(100 * fails.reduce((sum, { socket }) => sum + (shares.get(socket) ?? 0), 0));
    const standings = fails.map((endpoint) => ({ endpoint, standing: standingOf(endpoint, facts) }));
    const list = standings.map(({ endpoint, standing }) => `${endpoint.socket} ${standing.why}`);
    // What goes wrong within TLS has its own finding at the address; here it is only said what that does to the calls.
    const isExplained = standings.every(({ standing }) => standing.kind === 'fails' && standing.at === 'tls');
    const backup = fails.length === 1 ? 'it is a backup: that shows only when it is' : 'they are backups: that shows only when they are';
    const isByHand = !isFromDns(facts.resolution);
    const effect = isByHand
      ? ''
      : percent > 0
        ? ` About ${percent} % of the calls fail, at random to the eye.`
        : ` By SRV ${backup} needed.`;
    report(
      `${fails.length} of ${works.length + fails.length} addresses ${fails.length === 1 ? 'fails' : 'fail'}: ${enumerated(list)}.${effect}`,
      {
        at: { endpoint: first.socket },
        remedy: `Repair ${enumerated(fails.map(({ socket }) => socket))}${isByHand ? '' : ` or take ${fails.length === 1 ? 'it' : 'them'} out of DNS until then`}.`,
        command: commandTo(facts, first),
        ...(isExplained ? { atMost: 'info' } : percent > 0 ? {} : { atMost: 'warning' }),
      },
    );
  },
});
