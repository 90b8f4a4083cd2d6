import { settingOf } from '../../config/freeswitch/profiles';
import { verifyPolicy } from '../../config/freeswitch/tls-words';
import { partPlace } from '../../config/freeswitch/variables';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { rewriting, sofiaCite, tlsProfiles } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-verify-empty',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Empty tls-verify-policy demands client certificates',
  remedy: 'Write none, or the policy that you mean: subjects_out checks servers, in checks clients.',
  cites: [sofiaCite('sofia_glue.c, sofia_glue_str2tls_verify_policy')],
  examples: [
    {
      title: 'an empty value',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-policy" value=""/>
<!--                                       ^ config/fs-verify-empty -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'nothing behind a bar',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-policy" value="subjects_out|"/>
<!--                                                    ^ config/fs-verify-empty -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'none',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-policy" value="none"/>
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
      const empty = words.find(({ fit }) => fit === 'empty');
      if (!empty) continue;
      const others = words.flatMap(({ text, fit }) => (fit === 'empty' ? [] : text));
      report(
        policy.raw ? partPlace(policy, empty.start, empty.end) : policy.place,
        `FreeSWITCH reads an empty policy as “in”: everybody who connects to profile ${quoted(profile.name)} has to show a certificate, and phones without one are turned away.`,
        {
          covers: ['config/mtls-no-ca'],
          ...(others.length === 0
            ? rewriting('Write none', policy, 'none')
            : rewriting('Take the empty policy out', policy, others.join('|'))),
        },
      );
    }
  },
});
