import { settingOf } from '../../config/freeswitch/profiles';
import { policyWords, verifyPolicy } from '../../config/freeswitch/tls-words';
import { partPlace } from '../../config/freeswitch/variables';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { rewriting, sofiaCite, tlsProfiles } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-verify-unknown',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Word in tls-verify-policy that FreeSWITCH does not know',
  remedy: 'Write in, out, all, subjects_in, subjects_out, subjects_all or none, with | and no blanks between them.',
  cites: [sofiaCite('sofia_glue.c, sofia_glue_str2tls_verify_policy')],
  examples: [
    {
      title: 'as an old comment in the shipped profile had it',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-policy" value="out_subjects"/>
<!--                                       ^^^^^^^^^^^^ config/fs-verify-unknown -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'blanks around the bar, and a word of other products',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-policy" value="subjects_out | peer"/>
<!--                                       ^^^^^^^^^^^^^ config/fs-verify-unknown -->
<!--                                                     ^^^^^ config/fs-verify-unknown -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'two words',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-policy" value="in|subjects_out"/>
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
      const { words, isIn, isOut } = verifyPolicy(policy.text);
      const left = isIn && isOut ? 'both sides' : isIn ? 'clients only' : isOut ? 'servers only' : 'nobody';
      for (const { text, start, end, fit } of words) {
        if (fit !== 'unknown') continue;
        const meant = meaningOf(text);
        report(
          partPlace(policy, start, end),
          `${quoted(text)} is no policy of FreeSWITCH, which skips it and checks the certificates of ${left}.`,
          meant === undefined ? {} : rewriting(`Write ${meant}`, policy, policy.text.slice(0, start) + meant + policy.text.slice(end)),
        );
      }
    }
  },
});

/** Without the blanks, or with its halves the other way round. */
function meaningOf(text: string): string | undefined {
  const word = text.trim().toLowerCase();
  const turned = word.replace(/^(in|out|all)_subjects$/, 'subjects_$1');
  return policyWords.find((each) => each === word || each === turned);
}
