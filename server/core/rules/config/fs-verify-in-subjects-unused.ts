import { settingOf } from '../../config/freeswitch/profiles';
import { verifyPolicy } from '../../config/freeswitch/tls-words';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { oncePerPlace, rewriting, sofiaCite, tlsProfiles, whereSaid } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-verify-in-subjects-unused',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Names of clients are listed and not asked for, or asked for and not listed',
  remedy: 'Set tls-verify-policy to subjects_in and list the names that clients may have in tls-verify-in-subjects, between bars.',
  cites: [sofiaCite('sofia.c, tls-verify-in-subjects'), 'sofia-sip tport_tls.c, tls_post_connection_check'],
  examples: [
    {
      title: 'names without the policy',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-policy" value="in"/>
    <param name="tls-verify-in-subjects" value="sbc.example.com|edge.example.com"/>
<!--                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/fs-verify-in-subjects-unused -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'the policy without names',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-policy" value="subjects_all"/>
<!--                                       ^^^^^^^^^^^^ config/fs-verify-in-subjects-unused -->
    <param name="tls-verify-in-subjects" value=""/>
  </settings>
</profile>
`,
      },
    },
    {
      title: 'both',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-policy" value="subjects_in"/>
    <param name="tls-verify-in-subjects" value="sbc.example.com"/>
  </settings>
</profile>
`,
      },
    },
  ],
  check(facts, _context, report) {
    const isFirst = oncePerPlace();
    for (const profile of tlsProfiles(facts)) {
      const policy = settingOf(profile, 'tls-verify-policy')?.value;
      const list = settingOf(profile, 'tls-verify-in-subjects')?.value;
      if (policy?.isKnown === false) continue;
      const { words, comparesIn } = verifyPolicy(policy?.text ?? 'none');
      const place = list && !comparesIn ? whereSaid(facts, list) : policy && comparesIn && !list ? whereSaid(facts, policy) : undefined;
      if (!place || !isFirst(place)) continue;
      if (list) {
        const named = words.map(({ text, meaning }) => (meaning === 'in' ? 'subjects_in' : meaning === 'all' ? 'subjects_in|out' : text));
        const isMendable = words.some(({ meaning }) => meaning === 'in' || meaning === 'all');
        report(
          place,
          `These names are compared under subjects_in and subjects_all only. The policy of profile ${quoted(profile.name)} is ${quoted(policy?.text ?? 'none')}, so that any client is let in.`,
          policy && isMendable ? rewriting('Compare the names of clients', policy, named.join('|')) : {},
        );
      } else
        report(
          place,
          `${quoted(policy?.text ?? '')} is to compare the names of clients, but tls-verify-in-subjects lists none. FreeSWITCH then lets in whoever has a certificate of an authority in cafile.pem.`,
        );
    }
  },
});
