import { entryOf, valueOfNode } from '../../config/data-tree';
import { removing } from '../../config/edits';
import { serviceOf } from '../../config/livekit/facts';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/lk-tls-keylog',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Keys of TLS are written to a file',
  remedy: 'Take key_log out when the search is over.',
  cites: ['LiveKit SIP configuration, tls.key_log', 'RFC 9850 §3'],
  examples: [
    {
      title: 'on',
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
  key_log: /tmp/keys.log
#          ^^^^^^^^^^^^^ config/lk-tls-keylog
`,
      },
    },
    {
      title: 'not there',
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
    const entry = entryOf(serviceOf(facts)?.tls?.value, 'key_log');
    const value = valueOfNode(entry?.value);
    if (!entry || !value || value.text === '') return;
    report(
      value.place,
      `The keys of all TLS connections are written to ${quoted(value.text)}: who gets that file can read what was recorded.`,
      {
        covers: ['config/keylog-on'],
        fix: { title: 'Write no keys', edits: [removing(facts, entry.whole)] },
      },
    );
  },
});
