import { dig } from '../../probe/commands';
import { stepFor } from '../../probe/dns-walk';
import { enumerated } from '../../text/enumerated';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/srv-wrong-label',
  subject: 'probe',
  severity: { practical: 'warning', strict: 'error' },
  title: 'SRV only under a name no RFC has',
  remedy: 'Publish the same record at _sips._tcp of the domain; keep the other one if Microsoft or old clients use it.',
  cites: ['RFC 3263 §4.1', 'RFC 3263 §4.2'],
  examples: [
    {
      title: '_sip._tls only',
      scene: {
        target: 'sips:example.com',
        zone: ['_sip._tls.example.com SRV 10 10 5061 sip.example.com', 'sip.example.com A 192.0.2.1', 'example.com A 192.0.2.2'],
      },
      finds: ['warning'],
    },
    {
      title: 'both names that are none, and nothing to fall back to',
      scene: {
        target: 'example.com',
        zone: [
          '_sip._tls.example.com SRV 10 10 5061 sip.example.com',
          '_sips._tls.example.com SRV 10 10 5061 sip.example.com',
          'sip.example.com A 192.0.2.1',
        ],
      },
      finds: ['error'],
    },
    {
      title: 'the right name as well',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sip._tls.example.com SRV 10 10 5061 sip.example.com',
          '_sips._tcp.example.com SRV 10 10 5061 sip.example.com',
          'sip.example.com A 192.0.2.1',
        ],
      },
      finds: [],
    },
    {
      title: 'NAPTR leads there, which is legal',
      scene: {
        target: 'example.com',
        zone: [
          'example.com NAPTR 10 10 "s" "SIPS+D2T" "" _sip._tls.example.com',
          '_sip._tls.example.com SRV 10 10 5061 sip.example.com',
          'sip.example.com A 192.0.2.1',
        ],
      },
      finds: [],
    },
  ],
  check({ target, resolution }, _context, report) {
    const faults = resolution.faults.filter((fault) => fault.kind === 'srv-wrong-label');
    const [first] = faults;
    if (!first) return;
    const wrong = enumerated(faults.map((fault) => fault.wrong));
    const hasAddress = resolution.candidates.length > 0;
    const after = hasAddress ? 'They fall back to A/AAAA and port 5061.' : `${target.host} has no address that they could fall back to.`;
    report(`The SRV record is at ${wrong}; SIP clients ask for ${first.right} and find nothing. ${after}`, {
      at: { query: `SRV ${first.right}` },
      remedy: `Publish the same record at ${first.right}; keep ${wrong} if Microsoft or old clients use it.`,
      command: dig(first.wrong, 'SRV', stepFor(resolution, 'SRV', first.wrong)?.server),
      ...(hasAddress ? {} : { severity: 'error' }),
    });
  },
});
