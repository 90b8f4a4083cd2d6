import { entriesOf } from '../../config/data-tree';
import { serviceOf } from '../../config/livekit/facts';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/lk-tls-unknown-key',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Key that LiveKit does not know',
  remedy: 'Write a tls: block with port and certs.',
  cites: ['LiveKit SIP configuration, tls'],
  examples: [
    {
      title: 'ports and files beside the others',
      dialect: 'livekit-sip',
      files: {
        'livekit-sip.yaml': `
ws_url: ws://localhost:7880
redis:
  address: localhost:6379
sip_port: 5060
sip_port_tls: 5061
^^^^^^^^^^^^ config/lk-tls-unknown-key
tls_cert: /tls/fullchain.pem
^^^^^^^^ config/lk-tls-unknown-key
tls_key: /tls/privkey.pem
^^^^^^^ config/lk-tls-unknown-key
`,
      },
    },
    {
      title: 'a block',
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
    for (const { key } of entriesOf(own?.root)) {
      if (!unknown.test(key.text)) continue;
      report(
        key.place,
        `LiveKit passes over ${quoted(key.text)} without a word, as over every key that it does not know${own?.tls ? '' : ': TLS stays off'}. What it reads is a tls: block.`,
      );
    }
  },
});

/** What people write who look for TLS among the other keys. */
const unknown =
  /^(?:sip_?tls_?port|sip_port_tls|tls_port|tls_?cert(?:_file|ificate)?|tls_?key(?:_file)?|sip_tls|enable_tls|tls_enabled|sip_tls_(?:cert|key)|sips_port|cert_file|key_file)$/i;
