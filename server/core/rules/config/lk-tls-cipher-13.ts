import { at, entryOf, valueOfNode } from '../../config/data-tree';
import { serviceOf } from '../../config/livekit/facts';
import { versionOf } from '../../config/livekit/service';
import { TLS13 } from '../../tls/versions';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/lk-tls-cipher-13',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'info', strict: 'info' },
  title: 'Cipher suites that do not count',
  remedy: 'Leave cipher_suites out.',
  cites: ['Go documentation, crypto/tls Config'],
  examples: [
    {
      title: 'with TLS 1.3 only',
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
  min_version: tls1.3
  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
# ^^^^^^^^^^^^^ config/lk-tls-cipher-13
`,
      },
    },
    {
      title: 'with TLS 1.2',
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
  min_version: tls1.2
  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
`,
      },
    },
  ],
  check(facts, _context, report) {
    const tls = serviceOf(facts)?.tls?.value;
    const suites = entryOf(tls, 'cipher_suites');
    const least = valueOfNode(at(tls, 'min_version'));
    if (!suites || !least?.isKnown || versionOf(least.text) !== TLS13) return;
    report(suites.key.place, 'Only TLS 1.3 is allowed, whose cipher suites cannot be chosen in Go: this list has no effect.', {
      related: [{ message: 'This allows TLS 1.3 only.', place: least.place }],
    });
  },
});
