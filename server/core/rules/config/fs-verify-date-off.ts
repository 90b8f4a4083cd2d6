import { settingOf, switchOf } from '../../config/freeswitch/profiles';
import { verifyPolicy } from '../../config/freeswitch/tls-words';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { byVariable, oncePerPlace, rewriting, sofiaCite, tlsProfiles, whereSaid } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-verify-date-off',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'Dates of certificates do not count',
  remedy: 'Set tls-verify-date to true, and renew the certificates that are then refused.',
  cites: ['RFC 5280 §6.1.3', sofiaCite('tls-verify-date')],
  examples: [
    {
      title: 'false',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-date" value="false"/>
<!--                                     ^^^^^ config/fs-verify-date-off -->
    <param name="tls-verify-policy" value="subjects_out"/>
  </settings>
</profile>
`,
      },
    },
    {
      title: 'left as it is',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-date" value="true"/>
    <param name="tls-verify-policy" value="subjects_out"/>
  </settings>
</profile>
`,
      },
    },
  ],
  check(facts, _context, report) {
    const isFirst = oncePerPlace();
    for (const profile of tlsProfiles(facts)) {
      const date = settingOf(profile, 'tls-verify-date')?.value;
      if (!date || switchOf(settingOf(profile, 'tls-verify-date')) !== 'off') continue;
      const place = whereSaid(facts, date);
      if (!isFirst(place)) continue;
      const policy = settingOf(profile, 'tls-verify-policy')?.value;
      const { isIn, isOut } = verifyPolicy(policy?.text ?? 'none');
      const isChecked = isIn || isOut || policy?.isKnown === false;
      report(
        place,
        isChecked
          ? `Profile ${quoted(profile.name)} accepts certificates that have expired or are not valid yet${byVariable(date)}: one that was stolen and has run out serves as well as any.`
          : `As soon as tls-verify-policy checks anybody, profile ${quoted(profile.name)} will accept certificates that have expired or are not valid yet${byVariable(date)}.`,
        rewriting('Let the dates count', date, 'true'),
      );
    }
  },
});
