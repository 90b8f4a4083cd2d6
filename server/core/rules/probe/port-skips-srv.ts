import { dig } from '../../probe/commands';
import { recordText, stepFor } from '../../probe/dns-walk';
import { enumerated } from '../../text/enumerated';
import { visibleName } from '../../text/visible-name';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/port-skips-srv',
  subject: 'probe',
  severity: { practical: 'off', strict: 'info' },
  title: 'Explicit port: SRV is not asked',
  remedy: 'Leave the port away, or accept that there is no fail-over.',
  cites: ['RFC 3263 §4.2'],
  examples: [
    {
      title: 'SRV leads to another host and port',
      scene: {
        target: 'sip:example.com:5061;transport=tls',
        zone: ['example.com A 192.0.2.1'],
        srvBesidePort: [{ priority: 10, weight: 10, port: 5071, target: 'sip1.example.com' }],
      },
      finds: ['info'],
    },
    {
      title: 'SRV leads to the same',
      scene: {
        target: 'sip:example.com:5061;transport=tls',
        zone: ['example.com A 192.0.2.1'],
        srvBesidePort: [{ priority: 10, weight: 10, port: 5061, target: 'example.com' }],
      },
      finds: [],
    },
    {
      title: 'no port',
      scene: {
        target: 'sip:example.com;transport=tls',
        zone: ['_sips._tcp.example.com SRV 10 10 5071 sip1.example.com', 'sip1.example.com A 192.0.2.1'],
      },
      finds: [],
    },
  ],
  check({ target, resolution }, _context, report) {
    const elsewhere = (resolution.srvBesidePort ?? []).filter((record) => record.target !== target.host || record.port !== target.port);
    if (target.port === undefined || elsewhere.length === 0) return;
    const srv = enumerated(
      elsewhere.map((record) => visibleName(recordText(record))),
      4,
    );
    const owner = `_sips._tcp.${target.host}`;
    report(
      `With :${target.port} in the URI a client goes straight to A/AAAA of ${target.host}; the SRV records (${srv}) and their fail-over are not used.`,
      { at: { query: `SRV ${owner}` }, command: dig(owner, 'SRV', stepFor(resolution, 'A', target.host)?.server) },
    );
  },
});
