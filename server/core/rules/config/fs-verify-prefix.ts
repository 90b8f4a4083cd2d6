import { settingOf } from '../../config/freeswitch/profiles';
import { verifyPolicy } from '../../config/freeswitch/tls-words';
import { partPlace } from '../../config/freeswitch/variables';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { rewriting, sofiaCite, tlsProfiles } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-verify-prefix',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Beginning of a word in tls-verify-policy is taken for the first that fits',
  remedy: 'Write the word out: in, out, all, subjects_in, subjects_out, subjects_all or none.',
  cites: [sofiaCite('sofia_glue.c, sofia_glue_str2tls_verify_policy')],
  examples: [
    {
      title: 'subjects',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-policy" value="out|subjects"/>
<!--                                           ^^^^^^^^ config/fs-verify-prefix -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'whole words, in any letter case',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-policy" value="Subjects_All"/>
  </settings>
</profile>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const profile of tlsProfiles(facts)) {
      const policy = settingOf(profile, 'tls-verify-policy')?.value;
      if (!policy?.isKnown) continue;
      const { words } = verifyPolicy(policy.text);
      for (const { text, start, end, meaning, fit } of words) {
        if (fit !== 'prefix' || meaning === undefined) continue;
        const whole = policy.text.slice(0, start) + meaning + policy.text.slice(end);
        report(
          partPlace(policy, start, end),
          `Only as many letters are compared as are typed: ${quoted(text)} is read as “${meaning}”, the first word that begins like that.`,
          rewriting(`Write ${meaning}`, policy, whole),
        );
      }
    }
  },
});
