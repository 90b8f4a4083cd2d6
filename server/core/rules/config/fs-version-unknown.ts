import { versionNames, versionTokens } from '../../config/freeswitch/tls-words';
import { partPlace } from '../../config/freeswitch/variables';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { rewriting, sofiaCite, versionValues } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-version-unknown',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Word in tls-version that FreeSWITCH does not know',
  remedy: `Write ${versionNames.filter((name) => name.startsWith('tls')).join(', ')}, without blanks between them.`,
  cites: [sofiaCite('sofia.c, tls-version')],
  examples: [
    {
      title: 'as other products write it',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-version" value="TLSv1_2,tls1.3"/>
<!--                                 ^^^^^^^ config/fs-version-unknown -->
<!--                                         ^^^^^^ config/fs-version-unknown -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'in any letter case',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-version" value="TLSv1.2"/>
  </settings>
</profile>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { value } of versionValues(facts)) {
      const tokens = versionTokens(value.text);
      const isLast = tokens.every(({ fit }) => fit !== 'exact');
      for (const { text, start, end, fit } of tokens) {
        if (fit !== 'unknown') continue;
        const meant = meaningOf(text);
        report(
          partPlace(value, start, end),
          `${quoted(text.trim())} is no version that FreeSWITCH knows. It is dropped without a word in the log${isLast ? ', and nothing but TLS 1.3 is left' : ''}.`,
          meant === undefined ? {} : rewriting(`Write ${meant}`, value, value.text.slice(0, start) + meant + value.text.slice(end)),
        );
      }
    }
  },
});

/** `TLSv1_2`, `tls1.2`, `1.2` and `TLSv1.0` are understood by whoever reads them. */
function meaningOf(text: string): string | undefined {
  const [, minor] = /^(?:tls)?[\s_-]*v?1(?:[._-]?([0-3]))?$/i.exec(text.trim()) ?? [];
  const word = minor === undefined || minor === '0' ? 'tlsv1' : `tlsv1.${minor}`;
  return /\d/.test(text) && /^\s*(?:tls|v?1)/i.test(text) && (minor !== undefined || /1\s*$/.test(text)) ? word : undefined;
}
