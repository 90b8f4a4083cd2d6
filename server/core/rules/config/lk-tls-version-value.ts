import { at, entryOf, valueOfNode } from '../../config/data-tree';
import { replacing } from '../../config/edits';
import { serviceOf } from '../../config/livekit/facts';
import { versionOf } from '../../config/livekit/service';
import { TLS12 } from '../../tls/versions';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/lk-tls-version-value',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Version of TLS',
  remedy: 'Write tls1.2 or tls1.3.',
  cites: ['LiveKit SIP configuration, tls.min_version', 'RFC 8996 §4'],
  examples: [
    {
      title: 'as other products write it',
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
  min_version: TLSv1.2
#              ^^^^^^^ config/lk-tls-version-value
  max_version: "1.3"
#               ^^^ config/lk-tls-version-value
`,
      },
    },
    {
      title: 'old ones',
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
  min_version: tls1.0
#              ^^^^^^ config/lk-tls-version-value
`,
      },
    },
    {
      title: 'nothing newer',
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
  min_version: tls1.0
#              ^^^^^^ config/lk-tls-version-value
  max_version: tls1.1
#              ^^^^^^ config/lk-tls-version-value
`,
      },
    },
    {
      title: 'in either case',
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
  max_version: TLS1.3
`,
      },
    },
    {
      title: 'out of the environment',
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
  min_version: \${MIN_VERSION}
`,
      },
    },
  ],
  check(facts, _context, report) {
    const tls = serviceOf(facts)?.tls?.value;
    for (const name of ['min_version', 'max_version'] as const) {
      const value = valueOfNode(at(tls, name));
      if (!value?.isKnown || value.text === '') continue;
      const version = versionOf(value.text);
      const better = /3$/.test(value.text) ? 'tls1.3' : 'tls1.2';
      const fix = { title: `Write ${better}`, edits: [replacing(value.place, better)] };
      if (version === undefined)
        report(
          value.place,
          `${quoted(value.text)} is no version that LiveKit knows, which are tls1.0 to tls1.3: the service does not start.`,
          { fix },
        );
      else if (version < TLS12)
        report(
          value.place,
          name === 'min_version'
            ? `${quoted(value.text)} allows versions of TLS that RFC 8996 has withdrawn.`
            : `Nothing newer than ${quoted(value.text)} is spoken, which RFC 8996 has withdrawn: most peers refuse it.`,
          {
            ...(name === 'min_version' && { severity: 'warning' as const }),
            covers: ['config/method-deprecated', 'config/method-single-old'],
            coversAt: [entryOf(tls, 'min_version')?.value.place ?? value.place],
            fix,
          },
        );
    }
  },
});
