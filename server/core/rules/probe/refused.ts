import { splitByConnection } from '../../probe/address-groups';
import { commandTo } from '../../probe/endpoint-command';
import { enumerated } from '../../text/enumerated';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/refused',
  subject: 'probe',
  severity: { practical: 'error', strict: 'error' },
  title: 'Connection refused',
  remedy:
    'Start the TLS listener, check the bind address and the port; in Asterisk and FreeSWITCH a broken certificate file keeps the listener from starting at all.',
  cites: ['RFC 3261 §19.1.2'],
  examples: [
    {
      title: 'nothing listens',
      scene: { target: '192.0.2.1:5061', endpoints: [{ socket: '192.0.2.1:5061', outcome: 'refused' }] },
      finds: ['error'],
    },
    {
      title: 'nothing listens on any of two',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', outcome: 'refused' },
          { socket: '192.0.2.2:5061', outcome: 'refused' },
        ],
      },
      finds: ['error'],
    },
    { title: 'a listener', scene: { target: '192.0.2.1:5061' }, finds: [] },
    {
      title: 'another address works: probe/one-of-many says it of both',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.1:5061', outcome: 'refused' }],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { works, fails } = splitByConnection(facts);
    const refused = fails.filter(({ outcome }) => outcome === 'refused');
    const [first] = refused;
    if (!first || works.length > 0) return;
    const message =
      refused.length === 1
        ? `${first.address} is up, but nothing listens on TCP port ${first.port} (or a firewall rejects it).`
        : `${enumerated(refused.map(({ socket }) => socket))} are up, but nothing listens there (or a firewall rejects it).`;
    report(message, { at: { endpoint: first.socket }, command: commandTo(facts, first) });
  },
});
