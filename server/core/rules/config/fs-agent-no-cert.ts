import { defineConfigRule } from '../config-rule';
import { agentOf, certDirPlace, sofiaCite, tlsProfiles } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-agent-no-cert',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'error', strict: 'error' },
  title: 'agent.pem holds no certificate',
  remedy: 'Put the certificate in front of the private key in agent.pem: cat cert.pem privkey.pem > agent.pem.',
  cites: ['sofia-sip tport_tls.c, SSL_CTX_use_certificate_file', sofiaCite('tls-cert-dir')],
  examples: [
    {
      title: 'a private key alone',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
<!--                                  ^^^^^^^^^^^^^^^^^^^ config/fs-agent-no-cert -->
  </settings>
</profile>
`,
      },
      certificates: { '/etc/freeswitch/tls/agent.pem': { holds: 'key' } },
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
      if (!agent || agent.file.certificates.length > 0 || agent.file.keys.length === 0) continue;
      report(
        certDirPlace(profile),
        `${agent.name} in this folder holds a private key and no certificate. FreeSWITCH reads both from this one file, and has nothing to show in a TLS handshake.`,
        { covers: ['config/cert-not-pem', 'config/cert-wrong-file', 'config/cert-key-mismatch'] },
      );
    }
  },
});
