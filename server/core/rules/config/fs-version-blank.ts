import { versionTokens } from '../../config/freeswitch/tls-words';
import { partPlace } from '../../config/freeswitch/variables';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { rewriting, sofiaCite, versionValues } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-version-blank',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Blank in tls-version',
  remedy: 'Write the versions with commas and without blanks: tlsv1.2,tlsv1.3.',
  cites: [sofiaCite('sofia.c, tls-version')],
  examples: [
    {
      title: 'behind the comma',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-version" value="tlsv1.2, tlsv1.3"/>
<!--                                         ^^^^^^^^ config/fs-version-blank -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'in the line of the variable',
      dialect: 'freeswitch',
      files: {
        'vars.xml': `
<include>
  <X-PRE-PROCESS cmd="set" data="sip_tls_version= tlsv1.2 ,tlsv1.3"/>
<!--                                              ^^^^^^^^ config/fs-version-blank -->
</include>
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
    <param name="tls-version" value="tlsv1.2,tlsv1.3"/>
  </settings>
</profile>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { value } of versionValues(facts))
      for (const { text, start, end, fit } of versionTokens(value.text)) {
        if (fit !== 'blank') continue;
        const without = value.text.slice(0, start) + text.trim() + value.text.slice(end);
        report(
          partPlace(value, start, end),
          `FreeSWITCH compares whole words, and the blank belongs to this one: ${quoted(text.trim())} is dropped without a word in the log.`,
          rewriting('Take the blanks out', value, without),
        );
      }
  },
});
