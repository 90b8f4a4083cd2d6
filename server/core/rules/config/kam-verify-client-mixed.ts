import { removing, replacing } from '../../config/edits';
import { saidSwitch } from '../../config/kamailio/profiles';
import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profilesOf } from '../kamailio';

const strictness = ['off', 'optional', 'on'];

export default defineConfigRule({
  id: 'config/kam-verify-client-mixed',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'verify_client beside the settings that it replaces',
  remedy: 'Keep verify_client: on is require_certificate, optional is verify_certificate.',
  cites: ['Kamailio tls module, §10.37'],
  examples: [
    {
      title: 'both say it',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
verify_client = on
^^^^^^^^^^^^^^^^^^ config/kam-verify-client-mixed
require_certificate = yes
ca_list = ca.pem
`,
      },
    },
    {
      title: 'one says no, the other yes',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
verify_client = off
^^^^^^^^^^^^^^^^^^^ config/kam-verify-client-mixed
verify_certificate = yes
ca_list = ca.pem
`,
      },
    },
    {
      title: 'one of them',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
verify_client = on
ca_list = ca.pem
`,
      },
    },
  ],
  check(facts, _context, report) {
    const profiles = profilesOf(facts).flatMap(({ options }) => {
      const [client, verify, require] = ['verify_client', 'verify_certificate', 'require_certificate'].map((name) => options.get(name));
      return client && (verify ?? require) ? [{ client, verify, require }] : [];
    });
    for (const { client, verify, require } of oncePerPlace(profiles, (found) => found.client.whole)) {
      const old = [verify, require].filter((option) => option !== undefined);
      const names = old.map(({ name }) => name).join(' and ');
      const own = client.value.text.toLowerCase();
      const others = saidSwitch(require) === 'on' ? 'on' : saidSwitch(verify) === 'on' ? 'optional' : 'off';
      const instead = strictness[Math.max(strictness.indexOf(own), strictness.indexOf(others))] ?? own;
      // With optional_no_ca it is not plain what was meant.
      const isPlain = strictness.includes(own) && client.value.isKnown;
      const edits = [
        ...(instead === own ? [] : [replacing(client.value.place, instead)]),
        ...old.map(({ whole }) => removing(facts, whole)),
      ];
      report(
        client.whole,
        `verify_client stands beside ${names}, which it replaces: the stricter of them counts, which is not what either line says.`,
        {
          related: old.map(({ name, whole }) => ({ message: `${name} is set here`, place: whole })),
          ...(isPlain && { fix: { title: `Keep verify_client = ${instead}`, edits } }),
        },
      );
    }
  },
});
