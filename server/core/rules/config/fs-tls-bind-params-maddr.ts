import { settingOf } from '../../config/freeswitch/profiles';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { rewriting, sofiaCite, tlsProfiles } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-tls-bind-params-maddr',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'hint', strict: 'info' },
  title: 'tls-bind-params does not say transport=tls',
  remedy: 'Write transport=tls as well, so that the value says what is bound.',
  cites: [sofiaCite('sofia.c, tls-bind-params')],
  examples: [
    {
      title: 'maddr alone',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-bind-params" value="maddr=192.0.2.1"/>
<!--                                     ^^^^^^^^^^^^^^^ config/fs-tls-bind-params-maddr -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'as shipped',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-bind-params" value="transport=tls"/>
  </settings>
</profile>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const profile of tlsProfiles(facts)) {
      const params = settingOf(profile, 'tls-bind-params')?.value;
      if (!params?.isKnown || params.text === '' || /transport=tls/i.test(params.text)) continue;
      report(
        params.place,
        `FreeSWITCH puts “;transport=tls” behind ${quoted(params.text)} by itself: the socket is TLS all the same, but the value does not say so.`,
        rewriting('Write transport=tls', params, `${params.text};transport=tls`),
      );
    }
  },
});
