import { freeswitchFacts } from '../../config/freeswitch/facts';
import { listed } from '../../hover/words';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { certDirPlace, sofiaCite, tlsProfiles } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-certdir-missing-pem',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'agent.pem or cafile.pem is not in tls-cert-dir',
  remedy:
    'Put certificate and private key into agent.pem, and the trusted authorities with your own intermediates into cafile.pem, both in this folder.',
  cites: [sofiaCite('sofia.c'), 'sofia-sip tport_type_tls.c'],
  examples: [
    {
      title: 'no cafile.pem, and nothing in its place',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="tls"/>
<!--                                  ^^^ config/fs-certdir-missing-pem -->
    <param name="tls-version" value="tlsv1.2"/>
  </settings>
</profile>
`,
      },
      certificates: { 'tls/agent.pem': { holds: 'both' } },
    },
    {
      title: 'tls.pem stands in for it',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="tls"/>
    <param name="tls-version" value="tlsv1.2"/>
  </settings>
</profile>
`,
      },
      certificates: { 'tls/agent.pem': { holds: 'both' }, 'tls/tls.pem': { holds: 'both' } },
    },
    {
      title: 'the folder of another machine',
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
    },
  ],
  check(facts, context, report) {
    for (const profile of tlsProfiles(facts)) {
      const files = freeswitchFacts(facts)?.files.get(profile);
      if (!files || context.file(files.both).kind !== 'missing') continue;
      const missing = [
        ...(context.file(files.agent).kind === 'missing' ? ['agent.pem'] : []),
        ...(context.file(files.ca).kind === 'missing' ? ['cafile.pem'] : []),
      ];
      if (missing.length === 0) continue;
      report(
        certDirPlace(profile),
        `${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} not in this folder, nor is tls.pem. FreeSWITCH makes a self-signed tls.pem by itself and starts profile ${quoted(profile.name)} with it, and nobody who checks certificates can connect.`,
        { covers: ['config/cert-file-missing'] },
      );
    }
  },
});
