import { settingOf } from '../../config/freeswitch/profiles';
import { verifyPolicy } from '../../config/freeswitch/tls-words';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { oncePerPlace, rewriting, sofiaCite, tlsProfiles, whereSaid } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-verify-chain-only',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'info', strict: 'info' },
  title: 'Names in the certificates of servers are not compared',
  remedy: 'Use subjects_out, unless the certificate of the provider is a wildcard or does not name the host that you dial.',
  cites: ['RFC 5922 §7.3', sofiaCite('tls-verify-policy')],
  examples: [
    {
      title: 'out',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-policy" value="out"/>
<!--                                       ^^^ config/fs-verify-chain-only -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'all',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-verify-policy" value="all"/>
<!--                                       ^^^ config/fs-verify-chain-only -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'subjects_out beside in',
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
    const isFirst = oncePerPlace();
    for (const profile of tlsProfiles(facts)) {
      const policy = settingOf(profile, 'tls-verify-policy')?.value;
      const { words, isOut, comparesOut } = verifyPolicy(policy?.text ?? 'none');
      if (!policy?.isKnown || !isOut || comparesOut) continue;
      const place = whereSaid(facts, policy);
      if (!isFirst(place)) continue;
      const named = words.map(({ text, meaning }) => (meaning === 'out' ? 'subjects_out' : meaning === 'all' ? 'in|subjects_out' : text));
      report(
        place,
        `With ${quoted(policy.text)} profile ${quoted(profile.name)} accepts any certificate of a trusted authority, whatever its name: whoever has one can stand in for each server that is dialled.`,
        rewriting('Compare the names of servers too', policy, named.join('|')),
      );
    }
  },
});
