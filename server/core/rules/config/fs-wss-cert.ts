import { freeswitchFacts } from '../../config/freeswitch/facts';
import { settingOf } from '../../config/freeswitch/profiles';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { ownProfiles, sofiaCite } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-wss-cert',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'wss-binding without wss.pem',
  remedy: 'Put certificate, private key and intermediates into wss.pem in this folder.',
  cites: [sofiaCite('wss-binding'), 'sofia-sip tport_type_ws.c'],
  examples: [
    {
      title: 'the folder has other files only',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls-cert-dir" value="tls"/>
    <param name="wss-binding" value=":7443"/>
<!--                                 ^^^^^ config/fs-wss-cert -->
  </settings>
</profile>
`,
      },
      certificates: { 'tls/agent.pem': { holds: 'both' } },
    },
    {
      title: 'wss.pem is there',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls-cert-dir" value="tls"/>
    <param name="wss-binding" value=":7443"/>
  </settings>
</profile>
`,
      },
      certificates: { 'tls/wss.pem': { holds: 'both' } },
    },
  ],
  check(facts, context, report) {
    for (const profile of ownProfiles(facts)) {
      const binding = settingOf(profile, 'wss-binding')?.value;
      const files = freeswitchFacts(facts)?.files.get(profile);
      if (!binding || !files) continue;
      if (context.file(files.wss).kind !== 'missing' || context.file(files.wssCertificate).kind !== 'missing') continue;
      report(
        binding.place,
        `wss.pem is not in the folder of profile ${quoted(profile.name)}. FreeSWITCH makes a self-signed one by itself, and browsers refuse it without asking.`,
        { covers: ['config/cert-file-missing'] },
      );
    }
  },
});
