import { dig } from '../../probe/commands';
import { clearServiceOf, demandsTls, naptrOf, stepFor } from '../../probe/dns-walk';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/srv-not-offered',
  subject: 'probe',
  severity: { practical: 'error', strict: 'error' },
  title: 'Domain says: no SIP over TLS here',
  remedy: 'Ask for the right domain or transport.',
  cites: ['RFC 2782'],
  examples: [
    {
      title: 'the target "." alone',
      scene: { target: 'sips:example.com', zone: ['_sips._tcp.example.com SRV 0 0 0 .', 'example.com A 192.0.2.1'] },
      finds: ['error'],
    },
    {
      title: 'the domain may choose, and chooses UDP',
      scene: {
        target: 'example.com',
        zone: ['example.com NAPTR 10 10 "s" "SIP+D2U" "" _sip._udp.example.com', '_sips._tcp.example.com SRV 0 0 0 .'],
      },
      finds: ['info'],
    },
    {
      title: 'a host',
      scene: {
        target: 'sips:example.com',
        zone: ['_sips._tcp.example.com SRV 0 0 5061 sip.example.com', 'sip.example.com A 192.0.2.1'],
      },
      finds: [],
    },
  ],
  check({ target, resolution }, _context, report) {
    const owners = resolution.faults.flatMap((fault) => (fault.kind === 'not-offered' ? [fault.owner] : []));
    const [owner] = owners;
    if (owner === undefined || resolution.candidates.length > 0) return;
    const naptr = stepFor(resolution, 'NAPTR', target.host);
    // A sip: URI may take what the domain likes better: then nothing is wrong with the domain.
    const offersOther = !demandsTls(target) && naptr !== undefined && naptrOf(naptr).some(clearServiceOf);
    report(`${target.host} declares by SRV "." at ${owner} that it offers no SIP over TLS; a client must not try.`, {
      at: { query: `SRV ${owner}` },
      command: dig(owner, 'SRV', stepFor(resolution, 'SRV', owner)?.server),
      ...(offersOther ? { atMost: 'info' } : {}),
    });
  },
});
