import { defineConfigRule } from '../config-rule';
import { agentOf, certDirPlace, sofiaCite, tlsProfiles } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-agent-no-key',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'error', strict: 'error' },
  title: 'agent.pem holds no private key',
  remedy: 'Append the private key to agent.pem: cat privkey.pem >> agent.pem.',
  cites: ['sofia-sip tport_tls.c, SSL_CTX_use_PrivateKey_file', sofiaCite('tls-cert-dir')],
  examples: [
    {
      title: 'a certificate alone',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
<!--                                  ^^^^^^^^^^^^^^^^^^^ config/fs-agent-no-key -->
  </settings>
</profile>
`,
      },
      certificates: { '/etc/freeswitch/tls/agent.pem': {} },
    },
    {
      title: 'both',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
  </settings>
</profile>
`,
      },
      certificates: { '/etc/freeswitch/tls/agent.pem': { holds: 'both' } },
    },
  ],
  check(facts, context, report) {
    for (const profile of tlsProfiles(facts)) {
      const agent = agentOf(facts, context, profile);
      if (!agent || agent.file.certificates.length === 0 || agent.file.keys.length > 0) continue;
      report(
        certDirPlace(profile),
        `${agent.name} in this folder holds a certificate and no private key. FreeSWITCH reads both from this one file, and without the key every TLS handshake fails.`,
        { covers: ['config/cert-key-mismatch', 'config/cert-wrong-file'] },
      );
    }
  },
});
