import { at, entryOf, itemsOf } from '../../config/data-tree';
import { serviceOf } from '../../config/livekit/facts';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/lk-tls-no-certs',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS without a certificate',
  remedy: 'List at least one certificate with its key below certs:.',
  cites: ['LiveKit SIP configuration, tls.certs'],
  examples: [
    {
      title: 'none',
      dialect: 'livekit-sip',
      files: {
        'livekit-sip.yaml': `
ws_url: ws://localhost:7880
sip_port: 5060
tls:
^^^ config/lk-tls-no-certs
  port: 5061
`,
      },
    },
    {
      title: 'an empty list',
      dialect: 'livekit-sip',
      files: {
        'livekit-sip.yaml': `
ws_url: ws://localhost:7880
redis:
  address: localhost:6379
sip_port: 5060
tls:
  port: 5061
  certs: []
# ^^^^^ config/lk-tls-no-certs
`,
      },
    },
    {
      title: 'half a pair',
      dialect: 'livekit-sip',
      files: {
        'livekit-sip.yaml': `
ws_url: ws://localhost:7880
redis:
  address: localhost:6379
sip_port: 5060
tls:
  certs:
    - cert_file: /tls/fullchain.pem
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/lk-tls-no-certs
`,
      },
    },
    {
      title: 'one',
      dialect: 'livekit-sip',
      files: {
        'livekit-sip.yaml': `
ws_url: ws://localhost:7880
redis:
  address: localhost:6379
sip_port: 5060
tls:
  port: 5061
  certs:
    - cert_file: /tls/fullchain.pem
      key_file: /tls/privkey.pem
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = serviceOf(facts);
    const certs = own?.tls && entryOf(own.tls.value, 'certs');
    if (!own?.tls || own.tls.value.kind === 'unknown' || certs?.value.kind === 'unknown') return;
    if (own.tls.value.kind === 'scalar' && !own.tls.value.value.isKnown) return;
    const items = itemsOf(certs?.value);
    if (items.length === 0) {
      report(certs?.key.place ?? own.tls.key.place, 'The tls: block has no certificates: the service does not start.');
      return;
    }
    for (const item of items)
      for (const [name, other] of [
        ['cert_file', 'key_file'],
        ['key_file', 'cert_file'],
      ] as const)
        if (item.kind === 'map' && !at(item, name) && at(item, other))
          report(item.place, `This entry has a ${other} and no ${name}: the service does not start with half a pair.`);
  },
});
