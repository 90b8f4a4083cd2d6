import { namedFiles } from '../config-certificates';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cert-key-in-repo',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Private key under version control',
  remedy: 'Take it out of the repository and list it in .gitignore; as it stays in the history, make a new key and certificate.',
  cites: ['RFC 7468 §10'],
  examples: [
    {
      title: 'beside the configuration',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key', isTracked: true },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
#             ^^^^^^^^^^^^^^ config/cert-key-in-repo
`,
      },
    },
    {
      title: 'as it should be',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
`,
      },
    },
  ],
  check(facts, { file: fileOf }, report) {
    for (const { ref } of namedFiles(facts)) {
      const file = fileOf(ref);
      if (file.kind !== 'read' || !file.isTracked || file.keys.length === 0) continue;
      report(
        ref.value.place,
        'This private key is stored next to the configuration in version control: everybody with a copy of the repository, now or later, can pose as this server.',
        {
          ...(file.keys.every(({ isEncrypted }) => isEncrypted) && { atMost: 'info' }),
        },
      );
    }
  },
});
