import { defineConfigRule } from '../config-rule';
import { profilesInForce, quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/keylog-on',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS keys are written to a file',
  remedy: 'Switch key logging off, and delete the file.',
  cites: ['LiveKit SIP configuration, tls.key_log'],
  examples: [
    {
      title: 'LiveKit writes them for Wireshark',
      dialect: 'livekit-sip',
      files: {
        'livekit-sip.yaml': `
ws_url: ws://localhost:7880
redis:
  address: localhost:6379
sip_port: 5060
sip_hostname: sip.example.com
tls:
  port: 5061
  min_version: tls1.2
  certs:
    - cert_file: /tls/fullchain.pem
      key_file: /tls/privkey.pem
  key_log: /tmp/keys.log
#          ^^^^^^^^^^^^^ config/keylog-on
`,
      },
    },
    {
      title: 'no key log',
      dialect: 'livekit-sip',
      files: {
        'livekit-sip.yaml': `
ws_url: ws://localhost:7880
redis:
  address: localhost:6379
sip_port: 5060
sip_hostname: sip.example.com
tls:
  port: 5061
  min_version: tls1.2
  certs:
    - cert_file: /tls/fullchain.pem
      key_file: /tls/privkey.pem
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { keyLog } of profilesInForce(facts)) {
      if (!keyLog) continue;
      report(
        keyLog.value.place,
        `The keys of every TLS connection are written${keyLog.value.isKnown ? ` to ${quoted(keyLog.value.text)}` : ' to a file'}. Whoever has it can read all recorded traffic, as if there had been no TLS.`,
      );
    }
  },
});
