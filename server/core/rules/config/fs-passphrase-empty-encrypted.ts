import { settingOf } from '../../config/freeswitch/profiles';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { agentOf, certDirPlace, sofiaCite, tlsProfiles } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-passphrase-empty-encrypted',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Private key needs a passphrase, and tls-passphrase is empty',
  remedy: 'Write the passphrase into tls-passphrase, or take it off the key: openssl pkey -in agent.pem -out key.pem.',
  cites: [sofiaCite('tls-passphrase'), 'sofia-sip tport_tls.c, tls_create_ctx'],
  examples: [
    {
      title: 'as shipped, with a protected key',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
    <param name="tls-passphrase" value=""/>
<!--                                    ^ config/fs-passphrase-empty-encrypted -->
  </settings>
</profile>
`,
      },
      certificates: { '/etc/freeswitch/tls/agent.pem': { holds: 'both', isEncrypted: true } },
    },
    {
      title: 'with the passphrase',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
    <param name="tls-passphrase" value="example"/>
  </settings>
</profile>
`,
      },
      certificates: { '/etc/freeswitch/tls/agent.pem': { holds: 'both', isEncrypted: true } },
    },
  ],
  check(facts, context, report) {
    for (const profile of tlsProfiles(facts)) {
      const agent = agentOf(facts, context, profile);
      if (!agent?.file.keys.some(({ isEncrypted }) => isEncrypted) || settingOf(profile, 'tls-passphrase')) continue;
      const written = profile.settings.findLast(({ key }) => key === 'tls-passphrase');
      report(
        written?.value.place ?? certDirPlace(profile),
        `The private key in ${agent.name} is protected by a passphrase, and profile ${quoted(profile.name)} has none: the key cannot be read, and every TLS handshake fails.`,
        { covers: ['config/cert-key-encrypted'], coversAt: [certDirPlace(profile)] },
      );
    }
  },
});
