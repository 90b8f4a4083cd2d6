import { versionTokens } from '../../config/freeswitch/tls-words';
import { isAtLeast } from '../../config/product-version';
import { TLS12, TLS13 } from '../../tls/versions';
import { defineConfigRule } from '../config-rule';
import { rewriting, sofiaCite, versionValues } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-version-no13-name',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'hint', strict: 'info' },
  title: 'tls-version does not list TLS 1.3, which is spoken all the same',
  remedy: 'Append tlsv1.3, so that the list says what happens. FreeSWITCH knows the word since 1.10.7.',
  cites: [sofiaCite('tls-version'), 'sofia-sip tport_tls.c, tls_create_ctx'],
  examples: [
    {
      title: 'only TLS 1.2',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-version" value="tlsv1.2"/>
<!--                                 ^^^^^^^ config/fs-version-no13-name -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'a version that does not know the word',
      dialect: 'freeswitch',
      version: '1.10.6',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-version" value="tlsv1.2"/>
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
    <param name="tls-version" value="tlsv1.2,tlsv1.3"/>
  </settings>
</profile>
`,
      },
    },
  ],
  check(facts, { version }, report) {
    if (isAtLeast(version('freeswitch'), '1.10.7') === false) return;
    for (const { value } of versionValues(facts)) {
      const tokens = versionTokens(value.text);
      if (!tokens.some(({ codes }) => codes.includes(TLS12)) || tokens.some(({ codes }) => codes.includes(TLS13))) continue;
      report(
        value.place,
        'The list does not name TLS 1.3, but FreeSWITCH speaks it all the same: sofia-sip has no switch to turn it off.',
        rewriting('Append tlsv1.3', value, `${value.text},tlsv1.3`),
      );
    }
  },
});
