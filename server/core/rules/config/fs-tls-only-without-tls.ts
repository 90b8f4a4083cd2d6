import { settingOf, switchOf } from '../../config/freeswitch/profiles';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { ownProfiles, setSetting, sofiaCite } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-tls-only-without-tls',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'tls-only is set, but TLS is off',
  remedy: 'Set tls to true as well, or take tls-only out.',
  cites: [sofiaCite('sofia.c, NUTAG_URL')],
  examples: [
    {
      title: 'tls-only alone',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="sip-ip" value="192.0.2.10" />
    <param name="tls-only" value="true" />
<!--                              ^^^^ config/fs-tls-only-without-tls -->
    <param name="tls-version" value="tlsv1.2" />
  </settings>
</profile>
`,
      },
    },
    {
      title: 'with tls',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="yes"/>
    <param name="tls-only" value="true"/>
  </settings>
</profile>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const profile of ownProfiles(facts)) {
      const only = settingOf(profile, 'tls-only');
      if (!only || profile.tls !== 'off' || switchOf(only) !== 'on') continue;
      const port = settingOf(profile, 'sip-port')?.value;
      const where = port?.isKnown ? ` on port ${port.text}` : '';
      const edit = setSetting(facts, profile, 'tls', 'true');
      report(
        only.value.place,
        `tls-only counts only where tls is on. Profile ${quoted(profile.name)} speaks UDP and TCP in clear text${where}, and no TLS at all.`,
        edit && { fix: { title: 'Turn TLS on', edits: [edit] } },
      );
    }
  },
});
