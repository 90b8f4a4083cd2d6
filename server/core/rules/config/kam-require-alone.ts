import { replacing } from '../../config/edits';
import { saidSwitch } from '../../config/kamailio/profiles';
import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profilesOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-require-alone',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'info', strict: 'info' },
  title: 'verify_certificate = no beside require_certificate = yes',
  remedy: 'Say yes to both, or no to both.',
  cites: ['Kamailio tls module, §10.10'],
  examples: [
    {
      title: 'required, and not verified, as it seems',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
verify_certificate = no
^^^^^^^^^^^^^^^^^^^^^^^ config/kam-require-alone
require_certificate = yes
ca_list = ca.pem
`,
      },
    },
    {
      title: 'both',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
verify_certificate = yes
require_certificate = yes
ca_list = ca.pem
`,
      },
    },
    {
      title: 'only required',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
require_certificate = yes
ca_list = ca.pem
`,
      },
    },
  ],
  check(facts, _context, report) {
    const profiles = profilesOf(facts).flatMap(({ options }) => {
      const [verify, require] = [options.get('verify_certificate'), options.get('require_certificate')];
      return verify && require && saidSwitch(verify) === 'off' && saidSwitch(require) === 'on' ? [{ verify, require }] : [];
    });
    for (const { verify, require } of oncePerPlace(profiles, (found) => found.verify.whole)) {
      const yes = /^\d+$/.test(verify.value.text) ? '1' : 'yes';
      report(verify.whole, 'A certificate that is required is verified as well: this line does not soften it.', {
        related: [{ message: 'It is required here', place: require.whole }],
        fix: { title: 'Say what happens: verify', edits: [replacing(verify.value.place, yes)] },
      });
    }
  },
});
